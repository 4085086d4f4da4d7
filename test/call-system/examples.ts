/** The published examples, byte for byte. */
export const noticeExample = '{"method":"notice","status":0,"time":"00:04:17"}';

export const messageExample = '{"method":"message","msg":"公告内容"}';

export const infoExample = String.raw`{ "method": "info", "sessionId": "32001b21-9f76-4fc5-9f5a-6bf10dc63e1c", "city": "北京-北京", "extno": "1003", "info": { "admin_id": 1, "edit_stamp": "2021-08-30 14:13:08", "extno": "1001", "fields": "{\"年龄\": \"39\", \"多选2\": [\"张三\", \"李四\"], \"下拉框\": \"3\", \"多选框\": [\"11\"], \"长文本\": \"\"}", "group": "default", "import_stamp": "2021-08-26 18:17:52", "name": "", "project_id": 1, "status": 0, "task_id": 0, "telephone": "123456", "uuid": "beeb8dda-87fb-4f7d-aa60-a4dee98e2e08" } }`;

export const commandAnswerExample = '{"msg":"success","code":0,"data":1}';

export const tokenRefusedExample = '{"code":401,"msg":"登录已失效,请重新登录","data":null}';
