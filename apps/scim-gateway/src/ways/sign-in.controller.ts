import { Controller, Get } from '@nestjs/common';

/** `/admin/v1/sign-in`: which ways there are beside a link. */
@Controller('admin/v1/sign-in')
export class SignInController {
  @Get()
  show(): { oidc: boolean; label: string | null } {
    return { oidc: false, label: null };
  }
}
