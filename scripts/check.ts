/** `npm run check`: everything that can be said of the source without running it. */
import { checks, runSteps } from './steps.ts'

process.exitCode = await runSteps(checks)
