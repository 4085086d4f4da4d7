// A classic script in the head: language and theme stand before the first paint, so nothing flashes.
(() => {
  function kept(name, ...allowed) {
    try {
      const value = localStorage.getItem(`harbour.${name}`);
      return allowed.includes(value) ? value : undefined;
    } catch {
      return undefined;
    }
  }
  const root = document.documentElement;
  const wide = matchMedia('(min-width: 1200px)').matches;
  root.lang = kept('lang', 'zh-CN', 'en') ?? (navigator.language.startsWith('zh') ? 'zh-CN' : 'en');
  root.dataset.theme = kept('theme', 'auto', 'light', 'dark') ?? 'auto';
  root.dataset.console = wide && kept('console', 'closed') === undefined ? 'open' : 'closed';
})();
