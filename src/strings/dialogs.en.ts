/** The words of the bar's own dialogs, in English. This file is the type of every other language. */
export const dialogsEn = {
  meetingTitle: 'Add a third party',
  meetingNumber: 'Work or telephone number',
  meetingAdd: 'Add',
  blacklistTitle: 'Put on the blacklist?',
  reportTitle: 'Report for support',
  reportText:
    'It tells whoever helps you how the connection and the commands have fared. No numbers, names or texts are in it.',
  copyReport: 'Copy report',
  reportCopied: 'Copied. Paste it into a message to whoever helps you.',
  reportByHand: 'This page may not copy. The text is selected: copy it with the keyboard.',
  blacklistText: (who: string) => `${who} will not reach anybody any more.`,
};

export type DialogWords = typeof dialogsEn;
