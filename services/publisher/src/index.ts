export { asyncApiRoute } from './asyncapi-route.ts'
export { type Retold, retell } from './retell.ts'
export { LEADERSHIP, type Publisher, type PublisherDeps, publisher } from './service.ts'
export { publisherView } from './view.ts'
