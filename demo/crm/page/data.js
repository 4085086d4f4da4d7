async function ask(path, options) {
  const answer = await fetch(path, options);
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer.json();
}

function put(path, value) {
  return ask(path, {
    method: 'PUT',
    headers: {'content-type': 'application/json'},
    body: JSON.stringify(value),
  });
}

const part = encodeURIComponent;

export const getCustomers = () => ask('api/customers');
export const getCustomer = (id) => ask(`api/customers/${part(id)}`);
export const getTasks = () => ask('api/tasks');
export const getMe = (extno) => ask(`api/me?extno=${part(extno)}`);

/** The same key twice is one line, so that two tabs may report the same call. */
export const putActivity = (id, key, line) => put(`api/customers/${part(id)}/activity/${part(key)}`, line);

export const putForm = (id, form) => put(`api/customers/${part(id)}/form`, form);
