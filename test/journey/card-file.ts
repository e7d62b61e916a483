import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

const MONTHS = [0, 1, 2, 3, 4, 5];

/** Card holders of whom those in arrears default more often; the last one's limit can be spoilt. */
export function cardFile(folder: string, count: number, lastLimit = '50000'): string {
  const header = [
    'ID,LIMIT_BAL,SEX,MARRIAGE,AGE,PAY_0,PAY_2,PAY_3,PAY_4,PAY_5,PAY_6',
    ...MONTHS.map((month) => `BILL_AMT${String(month + 1)},PAY_AMT${String(month + 1)}`),
    'default.payment.next.month',
  ].join(',');
  const rows = Array.from({ length: count }, (_, at) => {
    const delay = at % 5 === 0 ? 2 : -1;
    const limit = at === count - 1 ? lastLimit : String(20_000 + (at % 7) * 10_000);
    const bills = MONTHS.map((month) => `${String(1000 + ((at * 7 + month) % 11) * 900)},500`);
    const bad = (at * 31) % 10 < (delay > 0 ? 7 : 2) ? 1 : 0;
    const delays = MONTHS.map(() => String(delay)).join(',');
    return [at + 1, limit, (at % 2) + 1, 1, 30, delays, ...bills, bad].join(',');
  });
  const file = join(folder, 'cards.csv');
  writeFileSync(file, [header, ...rows, ''].join('\n'));
  return file;
}
