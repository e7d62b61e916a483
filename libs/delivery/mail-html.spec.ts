import { mailHtml } from './mail-html.js';

/** A borrower, whom an institution's name must not lead elsewhere. */
it('says the same words, escaped, with links that can be followed', () => {
  const html = mailHtml(
    'Lotus <script> & "Co"\nSee https://a.example/c/1.\n\n    048213\n',
    'zh-CN',
  );
  expect(html).toContain('<html lang="zh-CN">');
  expect(html).toContain('<p>Lotus &lt;script&gt; &amp; &quot;Co&quot;<br>');
  expect(html).toContain('<a href="https://a.example/c/1">https://a.example/c/1</a>.');
  expect(html).toContain('<p><strong style="font-size:2em">048213</strong></p>');
});
