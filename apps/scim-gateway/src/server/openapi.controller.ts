import { Get, Inject } from '@nestjs/common';
import { anything } from '@rollcall/contracts';
import { AdminController, Answers, Role, Summary } from '../admin-kit/operation';

/** The OpenAPI document of the admin API. */
export const OPENAPI = Symbol('OpenApi');

/** `/admin/v1/openapi.json`: made once of what the handlers say of themselves. */
@AdminController('openapi.json')
export class OpenApiController {
  constructor(@Inject(OPENAPI) private readonly openApi: object) {}

  @Get()
  @Role('anyone')
  @Summary('This document.')
  @Answers(anything)
  document(): object {
    return this.openApi;
  }
}
