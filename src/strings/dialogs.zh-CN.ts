import type {DialogWords} from './dialogs.en.ts';

/** 电话条自带对话框的文字。 */
export const dialogsZhCN: DialogWords = {
  meetingTitle: '添加第三方',
  meetingNumber: '坐席工号或电话号码',
  meetingAdd: '添加',
  blacklistTitle: '加入黑名单?',
  blacklistText: (who) => `${who} 将无法再打进来。`,
};
