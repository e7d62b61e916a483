import { testEnvironment } from '../support/environment.js';

const get = (path: string) => fetch(testEnvironment().apiUrl + path);

/** Guards the officer whose system has no Chinese font: names would be boxes. */
it('brings the staff’s pages their Chinese font, from our own host', async () => {
  const page = await get('/staff?lang=zh-CN');
  expect(await page.text()).toContain('<link rel="stylesheet" href="/staff/fonts.css"/>');
  expect(page.headers.get('content-security-policy')).toContain("font-src 'self'");

  const rules = await get('/staff/fonts.css');
  expect(rules.headers.get('content-type')).toBe('text/css; charset=utf-8');
  const css = await rules.text();
  const [family] = /font-family: '[^']+'/.exec(css) ?? [];
  expect(await (await get('/staff/style.css')).text()).toContain(
    (family ?? 'none').replace('font-family: ', ''),
  );
  const [, name] = /url\(fonts\/([\w.-]+)\)/.exec(css) ?? [];
  const file = await get(`/staff/fonts/${name ?? ''}`);
  expect(file.status).toBe(200);
  expect(file.headers.get('content-type')).toBe('font/woff2');
  expect((await file.arrayBuffer()).byteLength).toBeGreaterThan(1000);
  expect((await get('/staff/fonts/none.woff2')).status).toBe(404);
});
