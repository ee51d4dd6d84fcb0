// The journey with strong-soap, calling by the port so that the SOAP version is ours to choose. It sends its requests
// pretty-printed.
'use strict';

const { soap } = require('strong-soap');
const { run, variables, headerNamespace } = require('../journey.js');

function connect() {
  return new Promise((resolve, reject) => {
    soap.createClient(variables.WSDL, { endpoint: variables.ENDPOINT }, (failure, client) => {
      if (failure) {
        reject(failure);
        return;
      }
      const port = client.IpsApiService[variables.SOAP === '1.2' ? 'IpsApiSoap12Port' : 'IpsApiSoapPort'];
      const name = new soap.QName(headerNamespace, 'authHeader', 'login');
      resolve({
        logIn(header) {
          client.clearSoapHeaders();
          client.addSoapHeader(header, name); // named and ordered by the schema
        },
        call(operation, values) {
          return new Promise((done, failed) => {
            port[operation]({ [`${operation}Param`]: values }, (error, answer) => (error ? failed(error) : done(answer)));
          });
        },
      });
    });
  });
}

run('strong-soap', connect);
