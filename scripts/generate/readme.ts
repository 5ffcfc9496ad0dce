import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const SCRIPT = 'scripts/walkthrough/first-document.sh'
const PAGES = ['README.md', 'README.zh-CN.md']
const BLOCK = /<!-- walkthrough -->[\s\S]*?<!-- \/walkthrough -->/

/** The pages that quote the walk-through, with the script as it is: what a reader copies is tested. */
export function readmeFiles(): ReadonlyMap<string, string> {
  const script = readFileSync(`${ROOT}${SCRIPT}`, 'utf8').trimEnd()
  const block = `<!-- walkthrough -->\n\`\`\`sh\n${script}\n\`\`\`\n<!-- /walkthrough -->`
  return new Map(
    PAGES.map((page) => {
      const text = readFileSync(`${ROOT}${page}`, 'utf8')
      if (!BLOCK.test(text)) throw new Error(`${page} has no place for the walk-through`)
      return [page, text.replace(BLOCK, () => block)]
    }),
  )
}
