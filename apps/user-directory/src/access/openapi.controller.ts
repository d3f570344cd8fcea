import { Controller, Get } from '@nestjs/common';
import openApi from './openapi.json';

@Controller('directory/v1')
export class OpenApiController {
  @Get('openapi.json')
  document(): object {
    return openApi;
  }
}
