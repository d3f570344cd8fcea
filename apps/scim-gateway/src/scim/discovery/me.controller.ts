import { All, Controller } from '@nestjs/common';
import { ScimError } from '@rollcall/protocol';

/** `/Me` (RFC 7644 §3.11): a token identifies an organisation, not a person. */
@Controller('scim/v2/Me')
export class MeController {
  @All()
  refuse(): never {
    throw new ScimError(
      501,
      '/Me is not supported: a token does not represent a user. Use /Users/{id}.',
    );
  }
}
