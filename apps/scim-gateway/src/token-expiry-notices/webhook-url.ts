import { endpointUrl, EndpointUrlRefused } from '@rollcall/webhooks';
import { problem } from '../http/problem';

/** The URL of a webhook, or a 400 problem when it will not be called. */
export const webhookUrl = (text: string, anywhere: boolean): URL => {
  try {
    return endpointUrl(text, anywhere);
  } catch (error) {
    throw error instanceof EndpointUrlRefused ? problem(400, error.message) : error;
  }
};
