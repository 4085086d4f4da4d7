import {Refusal} from './refusal.ts';

/** Digits, perhaps after a plus sign. */
export function checkTelephone(telephone: string): string {
  if (!/^\+?\d{3,20}$/.test(telephone)) {
    throw new Refusal(
      '号码无效:只能是 3 到 20 位数字,可以加号开头',
      'Invalid number: 3 to 20 digits, perhaps after a plus sign',
    );
  }
  return telephone;
}
