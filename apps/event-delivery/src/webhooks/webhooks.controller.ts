import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Param,
  Patch,
  Post,
  Query,
  UsePipes,
  ValidationPipe,
} from '@nestjs/common';
import { ProblemError, type InternalCaller } from '@rollcall/platform';
import type { ValidationError } from 'class-validator';
import {
  DeliveriesDto,
  EndpointChangeDto,
  EndpointDto,
  RedriveDto,
  ReplayDto,
} from './endpoint.dto';
import { Endpoints } from './endpoints';

/** Who may ask what of webhooks. */
export const WEBHOOK_ROUTES: Readonly<Record<string, readonly InternalCaller[]>> = {
  'GET /internal/v1/webhooks': ['operator'],
  'POST /internal/v1/webhooks': ['operator'],
  'GET /internal/v1/webhooks/:name': ['operator'],
  'PATCH /internal/v1/webhooks/:name': ['operator'],
  'DELETE /internal/v1/webhooks/:name': ['operator'],
  'POST /internal/v1/webhooks/:name/secrets': ['operator'],
  'POST /internal/v1/webhooks/:name/test': ['operator'],
  'GET /internal/v1/webhooks/:name/deliveries': ['operator'],
  'POST /internal/v1/webhooks/:name/redrive': ['operator'],
  'POST /internal/v1/webhooks/:name/replay': ['operator'],
};

const sentences = (errors: readonly ValidationError[]): string =>
  errors.flatMap(({ constraints }) => Object.values(constraints ?? {})).join('; ');

/** A body or query that is not what it must be is a 400 problem that names everything wrong. */
const checked = new ValidationPipe({
  transform: true,
  whitelist: true,
  forbidNonWhitelisted: true,
  exceptionFactory: (errors) =>
    new ProblemError(400, 'Bad Request', `${sentences(errors) || 'The body must be an object'}.`),
});

/** Endpoints that events are posted to, for operators. */
@Controller('internal/v1/webhooks')
@UsePipes(checked)
export class WebhooksController {
  constructor(private readonly endpoints: Endpoints) {}

  @Get()
  list(): Promise<object> {
    return this.endpoints.list();
  }

  @Post()
  create(@Body() endpoint: EndpointDto): Promise<object> {
    return this.endpoints.create(endpoint);
  }

  @Get(':name')
  show(@Param('name') name: string): Promise<object> {
    return this.endpoints.show(name);
  }

  @Patch(':name')
  change(@Param('name') name: string, @Body() change: EndpointChangeDto): Promise<object> {
    return this.endpoints.change(name, change);
  }

  @Delete(':name')
  @HttpCode(204)
  remove(@Param('name') name: string): Promise<void> {
    return this.endpoints.remove(name);
  }

  @Post(':name/secrets')
  rotate(@Param('name') name: string): Promise<object> {
    return this.endpoints.rotate(name);
  }

  @Post(':name/test')
  @HttpCode(200)
  test(@Param('name') name: string): Promise<object> {
    return this.endpoints.test(name);
  }

  @Get(':name/deliveries')
  deliveries(@Param('name') name: string, @Query() query: DeliveriesDto): Promise<object> {
    return this.endpoints.deliveries(name, query);
  }

  @Post(':name/redrive')
  @HttpCode(202)
  redrive(@Param('name') name: string, @Body() { tenantId }: RedriveDto): Promise<object> {
    return this.endpoints.redrive(name, tenantId);
  }

  @Post(':name/replay')
  @HttpCode(202)
  replay(@Param('name') name: string, @Body() { tenantId, from }: ReplayDto): Promise<object> {
    return this.endpoints.replay(name, tenantId, from);
  }
}
