/** Lines of XML text. */
export type Lines = readonly string[]

/** One element with its attributes, in their order, and the lines between its tags. */
export function tag(
  name: string,
  attributes: Readonly<Record<string, string | undefined>>,
  inner: Lines = [],
): Lines {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${escaped(value ?? '')}"`)
    .join('')
  if (inner.length === 0) return [`<${name}${written}/>`]
  return [`<${name}${written}>`, ...inner.map((line) => `  ${line}`), `</${name}>`]
}

/** A title `中文 · English` as an annotation in both languages; nothing where there is no title. */
export function annotation(title: string | undefined): Lines {
  if (title === undefined) return []
  const [zh = title, ...en] = title.split(' · ')
  const said = (lang: string, text: string): Lines =>
    text === '' ? [] : [`<xs:documentation xml:lang="${lang}">${escaped(text)}</xs:documentation>`]
  return tag('xs:annotation', {}, [...said('zh', zh), ...said('en', en.join(' · '))])
}

/** `header-agency` → `HeaderAgency`, `periodFrom` → `PeriodFrom`. */
export const pascal = (name: string): string =>
  name.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase())

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
