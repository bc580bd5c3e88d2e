import { platformPorts } from '../_shared/platform.ts';
import { handle } from './handler.ts';

Deno.serve((request) => handle(request, platformPorts()));
