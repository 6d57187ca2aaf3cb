// An S3 server for trying out `gcforecast report --s3`, until it is interrupted. Run: npm run s3-server
import { startS3Server } from './s3-server.ts';

const keys = { accessKeyId: 'demo', secretAccessKey: 'demo-secret' };
const { endpoint } = await startS3Server({ keys, buckets: ['reports'] });
console.log(`export AWS_ENDPOINT_URL_S3=${endpoint}`);
console.log(`export AWS_ACCESS_KEY_ID=${keys.accessKeyId} AWS_SECRET_ACCESS_KEY=${keys.secretAccessKey}`);
