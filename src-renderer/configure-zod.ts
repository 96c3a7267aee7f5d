import { z } from 'zod';

// The window's content security policy forbids `eval`, which zod would otherwise try when it builds a schema.
z.config({ jitless: true });
