export { endpointUrl, EndpointUrlRefused } from './endpoint-url';
export { checkHost, PrivateAddress, publicLookup } from './public-address';
export { Sealer } from './sealer';
export { Sender, shownFailure, WebhookFailed } from './send';
export { newSecret, signedHeaders } from './signature';
