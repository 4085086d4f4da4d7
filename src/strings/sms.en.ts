/** The words of the SMS form, in English. This file is the type of every other language. */
export const smsEn = {
  title: 'Send an SMS',
  to: 'To',
  text: 'Text',
  count: (characters: number, segments: number, per: number) =>
    `${characters} ${characters === 1 ? 'character' : 'characters'} · ${segments} SMS (${per} each)`,
  send: 'Send',
  sending: 'Sending …',
  sent: (to: string) => `SMS sent to ${to}`,
};

export type SmsWords = typeof smsEn;
