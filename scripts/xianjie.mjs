#!/usr/bin/env node
process.argv.splice(2, 0, 'xianjie')
await import('./run.mjs')
