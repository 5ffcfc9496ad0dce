import { formatInstant, parseInstant, type SandboxClock } from '@xianjie/contracts'
import { Refused } from '@xianjie/http'
import type { FastifyInstance } from 'fastify'

const clockAnswer = {
  200: {
    description: 'The platform’s time',
    schema: {
      $id: 'SandboxClock',
      type: 'object',
      required: ['now'],
      properties: { now: { type: 'string', description: 'RFC 3339 with offset' } },
    },
  },
}
const schema = {
  tags: ['sandbox'],
  operationId: 'setSandboxClock',
  answers: clockAnswer,
  body: {
    type: 'object',
    required: ['now'],
    additionalProperties: false,
    properties: { now: { type: 'string', description: 'RFC 3339 with offset' } },
  },
}

/** `GET` and `PUT /v1/sandbox/clock`: reads the platform's clock and moves it forward. */
export function sandboxRoutes(app: FastifyInstance, clock: SandboxClock): void {
  app.get(
    '/v1/sandbox/clock',
    {
      schema: {
        tags: ['sandbox'],
        operationId: 'readSandboxClock',
        summary: 'The sandbox clock',
        description: 'From which all times are taken that the platform takes itself.',
        answers: clockAnswer,
      },
    },
    async () => ({
      now: formatInstant(clock.now()),
    }),
  )
  app.put<{ Body: { now: string } }>(
    '/v1/sandbox/clock',
    {
      schema: {
        ...schema,
        summary: 'Moves the sandbox clock forward',
        description:
          'Before the first document the first setting may lie in the past; later ones never go back.',
      },
    },
    async (request) => {
      const to = parseInstant(request.body.now)
      if (to === undefined) throw new Refused({ code: 'invalid-request', violations: [notATime] })
      if (!clock.set(to)) throw new Refused({ code: 'clock-moves-back' })
      return { now: formatInstant(clock.now()) }
    },
  )
}

const notATime = {
  path: '/now',
  code: 'wrong-format',
  message: { zh: '须为带时区的 RFC 3339 时间', en: 'must be an RFC 3339 time with offset' },
}
