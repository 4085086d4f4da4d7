/** The startup error, in both languages. */
export const cannotBegin = {
  en: (reason: string) => `The phone bar cannot start. Tell your administrator: “${reason}”`,
  zhCN: (reason: string) => `电话条无法启动。请联系管理员:“${reason}”`,
};
