// The journey with node-soap (the npm package "soap"), calling by the port so that the SOAP version is ours to choose.
'use strict';

const soap = require('soap');
const { run, variables, headerNamespace } = require('../journey.js');

async function connect() {
  const options = { endpoint: variables.ENDPOINT, forceSoap12Headers: variables.SOAP === '1.2' };
  const client = await soap.createClientAsync(variables.WSDL, options);
  const port = client.IpsApiService[variables.SOAP === '1.2' ? 'IpsApiSoap12Port' : 'IpsApiSoapPort'];
  return {
    logIn(header) {
      client.clearSoapHeaders();
      // It does not read the WSDL's headers; one given a namespace and no prefix it writes as xmlns:="...".
      client.addSoapHeader({ authHeader: header }, '', 'login', headerNamespace);
    },
    call(operation, values) {
      return new Promise((resolve, reject) => {
        port[operation](values, (error, answer) => (error ? reject(error) : resolve(answer)));
      });
    },
  };
}

run('node-soap', connect);
