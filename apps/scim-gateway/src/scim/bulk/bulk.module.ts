import { Module } from '@nestjs/common';
import { AuthModule } from '../auth/auth.module';
import { ResourceTypesModule } from '../resource-types/resource-types.module';
import { BulkErrors } from './bulk-errors';
import { BulkController } from './bulk.controller';

@Module({
  imports: [AuthModule, ResourceTypesModule],
  controllers: [BulkController],
  providers: [BulkErrors],
})
export class BulkModule {}
