import { ApiProperty } from '@nestjs/swagger';

class FieldErrorView {
  @ApiProperty({ type: String }) field: string;
  @ApiProperty({ type: String }) rule: string;
  @ApiProperty({ type: String }) message: string;
}

/** RFC 9457, for the OpenAPI document; problem.ts makes them. */
export class ProblemView {
  @ApiProperty({ type: String }) type: string;
  @ApiProperty({ type: String }) title: string;
  @ApiProperty({ type: Number }) status: number;
  @ApiProperty({ type: String }) detail: string;
  @ApiProperty({ type: String }) code: string;
  @ApiProperty({ type: String }) requestId: string;
  @ApiProperty({ type: [FieldErrorView], required: false }) errors?: FieldErrorView[];
}
