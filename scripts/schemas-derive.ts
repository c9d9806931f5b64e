// npm run schemas:derive: writes again all that is made from the template and the schemas of schemas/.
import { derive } from './schemas/derive.ts';

for (const path of await derive()) console.log(path);
