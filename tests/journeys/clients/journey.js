// What both Node.js drivers do, whatever library calls the server for them.
//
// Both libraries take a Param as an object whose properties are in the order of the wire, and give answers as objects
// with numbers and Dates as the schema says; an array is an object with the list `items`.
'use strict';

const { randomUUID } = require('node:crypto');
const { setTimeout: pause } = require('node:timers/promises');

const variables = process.env;
const common = 'http://www.scene7.com/IpsApi/xsd';
// The 2013 WSDL has its authHeader in the common namespace, the 2014 one in the version's.
const headerNamespace = variables.API_VERSION === '2013-02-15' ? common : `${common}/${variables.API_VERSION}`;

function report(step, values) {
  process.stdout.write(`${JSON.stringify({ step, ...values })}\n`);
}

function date(value) {
  if (!(value instanceof Date)) throw new TypeError(`${value} is no Date`);
  const two = (number) => String(number).padStart(2, '0');
  return `${value.getFullYear()}-${two(value.getMonth() + 1)}-${two(value.getDate())}`;
}

// Both libraries parse a fault's detail without the schema: an object with one property, in which the code is text.
async function reportFault(call) {
  try {
    await call;
  } catch (error) {
    const fault = error.root?.Envelope.Body.Fault;
    if (!fault) throw error;
    const [[kind, { code, reason }]] = Object.entries(variables.SOAP === '1.2' ? fault.Detail : fault.detail);
    report('fault', { kind, code: Number(code), reason });
  }
}

async function rowsWithUrl(client, companyHandle, originalName) {
  for (let attempt = 0; attempt < 150; attempt += 1) {
    const answer = await client.call('getJobLogDetails', { companyHandle, originalName });
    const [log] = answer.jobLogArray.items;
    const rows = log.detailArray?.items ?? [];
    const zip = rows.find((row) => row.assetName?.startsWith('http'));
    if (zip) return { log, rows, url: zip.assetName };
    await pause(200);
  }
  throw new Error(`${originalName} had no ZIP in 30 s`);
}

// `client` has logIn(header) and call(operation, values), which gives a promise.
async function journey(library, client) {
  const login = (password) => ({ user: variables.USER_NAME, password, appName: library, appVersion: '1' });
  client.logIn(login(variables.PASSWORD));
  const { companyInfo } = await client.call('getCompanyInfo', { companyName: variables.COMPANY });
  const { companyHandle, name, rootPath } = companyInfo;
  report('getCompanyInfo', { companyHandle, name, rootPath, expires: date(companyInfo.expires) });

  const images = { includeSubfolders: true, assetTypeArray: { items: ['Image'] }, sortBy: 'Name' };
  const found = await client.call('searchAssets', { companyHandle, folder: rootPath, ...images });
  const assets = found.assetArray.items;
  report('searchAssets', {
    totalRows: found.totalRows,
    names: assets.map((asset) => asset.name),
    width: assets[0].imageInfo.width,
    resolution: assets[0].imageInfo.resolution,
  });

  const jobName = `${library} ${randomUUID()}`;
  const exportJob = {
    assetHandleArray: { items: assets.slice(0, 2).map((asset) => asset.assetHandle) },
    fmt: 'convert',
    is_modifier: 'wid=100&fmt=png',
    emailSetting: 'None',
  };
  const { jobHandle } = await client.call('submitJob', { companyHandle, jobName, exportJob });
  report('submitJob', { jobHandle });

  const { log, rows, url } = await rowsWithUrl(client, companyHandle, jobName);
  report('getJobLogDetails', {
    url,
    logTypes: rows.map((row) => row.logType),
    fileSuccessCount: log.fileSuccessCount,
    startDate: date(log.startDate),
  });

  client.logIn(login('wrong'));
  await reportFault(client.call('getCompanyInfo', { companyName: variables.COMPANY }));
  client.logIn(login(variables.PASSWORD));
  await reportFault(client.call('searchAssets', { companyHandle: variables.FOREIGN_COMPANY, ...images }));
  await reportFault(client.call('getAssets', { companyHandle, assetHandleArray: { items: ['a|999999999x'] } }));
}

function run(library, connect) {
  connect()
    .then((client) => journey(library, client))
    .catch((error) => {
      process.stderr.write(`${error.stack}\n`); // an error as it is holds the whole connection
      process.exitCode = 1;
    });
}

module.exports = { run, variables, headerNamespace };
