/** Frames and answers as the call system's documents show them, character for character. */

export const noticeFrame = '{"method":"notice","status":0,"time":"00:04:17"}';

export const messageFrame = '{"method":"message","msg":"公告内容"}';

export const infoFrame = String.raw`{ "method": "info", "sessionId": "32001b21-9f76-4fc5-9f5a-6bf10dc63e1c", "city": "北京-北京", "extno": "1003", "info": { "admin_id": 1, "edit_stamp": "2021-08-30 14:13:08", "extno": "1001", "fields": "{\"年龄\": \"39\", \"多选2\": [\"张三\", \"李四\"], \"下拉框\": \"3\", \"多选框\": [\"11\"], \"长文本\": \"\"}", "group": "default", "import_stamp": "2021-08-26 18:17:52", "name": "", "project_id": 1, "status": 0, "task_id": 0, "telephone": "123456", "uuid": "beeb8dda-87fb-4f7d-aa60-a4dee98e2e08" } }`;

export const exampleFrames: readonly string[] = [noticeFrame, messageFrame, infoFrame];

/** What every command answers. */
export const commandAnswer = '{"msg":"success","code":0,"data":1}';

/** What asking for the SMS text answers; the documents show the text without its quotation marks. */
export const smsTextAnswer = '{"msg":"success","code":0,"data":"短信内容"}';

/** A yes without data, in capitals, as another call of the same system gives it. */
export const bareAnswer = '{"code":0,"msg":"SUCCESS"}';
