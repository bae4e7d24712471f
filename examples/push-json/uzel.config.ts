import { defineConfig } from 'uzel';
import kind from './kind.js';

export default defineConfig({ nodeKinds: [kind] });
