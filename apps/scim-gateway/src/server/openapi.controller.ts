import { Controller, Get } from '@nestjs/common';
import { openApi } from './openapi';

/** `/admin/v1/openapi.json`: made once of the rows, whose code it describes. */
@Controller('admin/v1/openapi.json')
export class OpenApiController {
  @Get()
  document(): object {
    return openApi();
  }
}
