import type { Violation } from '@xianjie/contracts'
import { catalogue, documentSchema, entryOf } from '@xianjie/schemas'
import type { ValidateFunction } from 'ajv'
import { compiled } from './compile.ts'
import { violationsOf } from './violations.ts'

/** By slug, so that the catalogue bounds it. */
const validators = new Map<string, ValidateFunction>()

/**
 * Takes the type that the document says it has and its parsed value, returns everything that its
 * schema finds wrong, at most VIOLATIONS_MAX; nothing when it is valid. A type that the catalogue
 * does not have is a violation too, never an exception.
 */
export function validateDocument(slug: string, value: unknown): readonly Violation[] {
  if (!entryOf(slug)) return [UNKNOWN_TYPE]
  const validate = validatorOf(slug)
  return validate(value) ? [] : violationsOf(documentSchema(slug), validate.errors ?? [])
}

/** Compiles every type of the catalogue, so that no request has to wait for it. */
export function compileAll(): void {
  for (const { slug } of catalogue) validatorOf(slug)
}

function validatorOf(slug: string): ValidateFunction {
  const known = validators.get(slug)
  if (known) return known
  const validate = compiled(documentSchema(slug))
  validators.set(slug, validate)
  return validate
}

const UNKNOWN_TYPE: Violation = {
  path: '/type',
  code: 'not-allowed',
  message: {
    zh: '“文书类型”不在目录中；全部类型见 /v1/document-types。',
    en: '“document type” is not in the catalogue; /v1/document-types lists all types.',
  },
}
