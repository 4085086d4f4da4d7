/** The words of the bar's own dialogs, in English. This file is the type of every other language. */
export const dialogsEn = {
  meetingTitle: 'Add a third party',
  meetingNumber: 'Work or telephone number',
  meetingAdd: 'Add',
  blacklistTitle: 'Put on the blacklist?',
  blacklistText: (who: string) => `${who} will not reach anybody any more.`,
};

export type DialogWords = typeof dialogsEn;
