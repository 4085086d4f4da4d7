/** The documents' example frames, and small variations of them. */

export const notice = (status: number, time = '00:00:05') => ({method: 'notice', status, time});

export const message = (msg: string) => ({method: 'message', msg});

export const info = (change: {sessionId?: string; city?: string; info?: object} = {}) => ({
  method: 'info',
  sessionId: '32001b21-9f76-4fc5-9f5a-6bf10dc63e1c',
  city: '北京-北京',
  extno: '1003',
  ...change,
  info: {
    admin_id: 1,
    edit_stamp: '2021-08-30 14:13:08',
    extno: '1001',
    fields: '{"年龄": "39", "多选2": ["张三", "李四"], "下拉框": "3", "多选框": ["11"], "长文本": ""}',
    group: 'default',
    import_stamp: '2021-08-26 18:17:52',
    name: '',
    project_id: 1,
    status: 0,
    task_id: 0,
    telephone: '123456',
    uuid: 'beeb8dda-87fb-4f7d-aa60-a4dee98e2e08',
    ...change.info,
  },
});
