import { RELATIONS } from '@xianjie/contracts'
import t from 'tap'
import { catalogue } from '../catalogue.ts'
import { htmlOf } from './html.ts'
import { markdownOf } from './markdown.ts'
import { pageFiles, servedCataloguePage, servedDocumentPage } from './pages.ts'

const slugs = catalogue.map(({ slug }) => slug)
const files = pageFiles(slugs)

t.test('each type has a page that is linked from the catalogue', async (t) => {
  t.equal(files.size, slugs.length + 1)
  const list = files.get('README.md') ?? ''
  for (const { slug, title } of catalogue) {
    const page = files.get(`${slug}/README.md`) ?? ''
    t.ok(page.startsWith('# ') && page.includes(`\`${slug}\``), slug)
    t.ok(page.split('\n')[0]?.includes(title.en), slug)
    t.ok(list.includes(`(${slug}/README.md)`), slug)
  }
})

t.test('every link leads to a page', async (t) => {
  for (const [path, text] of files) {
    const links = [...text.matchAll(/\]\((?:\.\.\/)?([a-z0-9-]+\/README\.md)\)/g)]
    t.same(
      links.filter(([, target]) => !files.has(target ?? '')),
      [],
      path,
    )
  }
})

t.test('a page says what the entry, the schema and the example say', async (t) => {
  const page = files.get('ruling-parole/README.md') ?? ''
  for (const said of [
    '人民法院（设区的市级、省级） · court (municipal, provincial)',
    '刑法81-85',
    '`T23`',
    '| `judgment.court` | 判决机关 · court | 文本 text | 是 yes |',
    '有条件 in some cases',
    '[提请假释建议书](../proposal-parole/README.md)',
    '无期徒刑罪犯的假释由高级人民法院裁定',
    '（2026）冀99刑更41号',
  ]) {
    t.ok(page.includes(said), said)
  }
  const recall = files.get('document-recall/README.md') ?? ''
  t.match(recall, /`recalls` .* \| 任何文书 · any document \| 是 yes \|/)
  t.match(recall, '名称未见于已核对的规范性文件')
})

t.test('a page shows each relation of its type and no other', async (t) => {
  for (const { slug, relations } of catalogue) {
    const page = files.get(`${slug}/README.md`) ?? ''
    const shown = RELATIONS.filter((relation) => page.includes(`\n| \`${relation}\` `))
    t.same(
      shown,
      RELATIONS.filter((relation) => relations[relation]),
      slug,
    )
  }
})

t.test('what is served is the same content, linked to what is served', async (t) => {
  const [markdown, html] = [servedDocumentPage.markdown('bail'), servedDocumentPage.html('bail')]
  const file = files.get('bail/README.md') ?? ''
  t.equal(markdown, file.replaceAll(/\.\.\/([a-z0-9-]+)\/README\.md/g, '/v1/document-types/$1'))
  t.match(html, /^<!doctype html><html lang="zh">/)
  t.match(html, '<a href="/v1/document-types/criminal-detention">')
  t.equal(html.match(/<tr>/g)?.length, file.match(/^\| (?!---)/gm)?.length)
  t.match(servedCataloguePage('html'), '<a href="/v1/document-types/bail">')
  t.match(servedCataloguePage('markdown'), '(/v1/document-types/bail)')
  t.throws(() => servedDocumentPage.html('common'), RangeError)
})

t.test('signs of the form are text where they stand in text', async (t) => {
  const page = {
    title: 'a<b',
    blocks: [
      { kind: 'table', head: ['a|b'], rows: [[['<i>', { code: 'x&y' }]]] },
      { kind: 'code', language: 'json', text: '{"a": "<b>"}\n' },
    ],
  } as const
  const link = () => '/'
  t.equal(
    markdownOf(page, link),
    '| a\\|b |\n| --- |\n| \\<i\\>`x&y` |\n\n```json\n{"a": "<b>"}\n```\n',
  )
  const html = htmlOf(page, link)
  for (const said of [
    '<title>a&lt;b</title>',
    '<td>&lt;i&gt;<code>x&amp;y</code></td>',
    '&quot;a&quot;',
  ]) {
    t.ok(html.includes(said), said)
  }
})
