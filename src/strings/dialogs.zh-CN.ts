import type {DialogWords} from './dialogs.en.ts';

/** 电话条自带对话框的文字。 */
export const dialogsZhCN: DialogWords = {
  meetingTitle: '添加第三方',
  meetingNumber: '坐席工号或电话号码',
  meetingAdd: '添加',
  blacklistTitle: '加入黑名单?',
  reportTitle: '诊断报告',
  reportText: '供技术支持了解连接和操作的情况,不含号码、姓名和文字内容。',
  copyReport: '复制报告',
  reportCopied: '已复制。请粘贴到发给技术支持的消息中。',
  reportByHand: '此页面不允许复制。文字已选中,请用键盘复制。',
  blacklistText: (who) => `${who} 将无法再打进来。`,
};
