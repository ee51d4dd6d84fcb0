<?php
// The journey with PHP's SoapClient.
//
// Objects, ints, floats and bools are as the schema says; dates PHP leaves as text, so a typemap makes them objects. It
// reads no header from the WSDL: a SoapHeader is named by hand. A fault's detail is an object whose one property is the
// fault, read without the WSDL: its code is text.
declare(strict_types=1);

const COMMON = 'http://www.scene7.com/IpsApi/xsd';

function variable(string $name): string
{
    return (string) getenv($name);
}

function report(string $step, array $values): void
{
    echo json_encode(['step' => $step] + $values, JSON_THROW_ON_ERROR), "\n";
}

function connect(): SoapClient
{
    $date = [
        'type_ns' => 'http://www.w3.org/2001/XMLSchema',
        'type_name' => 'dateTime',
        'from_xml' => fn (string $xml): DateTimeImmutable => new DateTimeImmutable(strip_tags($xml)),
    ];
    return new SoapClient(variable('WSDL'), [
        'location' => variable('ENDPOINT'),
        'soap_version' => variable('SOAP') === '1.2' ? SOAP_1_2 : SOAP_1_1,
        'features' => SOAP_SINGLE_ELEMENT_ARRAYS, // or a list of one is not a list
        'typemap' => [$date],
    ]);
}

function logIn(SoapClient $client, string $password): void
{
    // The 2013 WSDL has its authHeader in the common namespace, the 2014 one in the version's.
    $version = variable('API_VERSION');
    $namespace = $version === '2013-02-15' ? COMMON : COMMON . "/$version";
    $login = ['user' => variable('USER_NAME'), 'password' => $password, 'appName' => 'php', 'appVersion' => '1'];
    $client->__setSoapHeaders(new SoapHeader($namespace, 'authHeader', (object) $login));
}

function rowsWithUrl(SoapClient $client, string $company, string $name): array
{
    for ($attempt = 0; $attempt < 150; $attempt++) {
        $answer = $client->getJobLogDetails(['companyHandle' => $company, 'originalName' => $name]);
        $log = $answer->jobLogArray->items[0];
        $rows = $log->detailArray->items ?? [];
        foreach ($rows as $row) {
            if (str_starts_with($row->assetName ?? '', 'http')) {
                return [$log, $rows, $row->assetName];
            }
        }
        usleep(200_000);
    }
    throw new RuntimeException("$name had no ZIP in 30 s");
}

function reportFault(callable $call): void
{
    try {
        $call();
    } catch (SoapFault $fault) {
        foreach (get_object_vars($fault->detail) as $kind => $detail) {
            report('fault', ['kind' => $kind, 'code' => (int) $detail->code, 'reason' => $detail->reason]);
        }
    }
}

$client = connect();
logIn($client, variable('PASSWORD'));
$name = variable('COMPANY');
$company = $client->getCompanyInfo(['companyName' => $name])->companyInfo;
$handle = $company->companyHandle;
report('getCompanyInfo', [
    'companyHandle' => $handle,
    'name' => $company->name,
    'rootPath' => $company->rootPath,
    'expires' => $company->expires->format('Y-m-d'),
]);

$images = ['includeSubfolders' => true, 'assetTypeArray' => ['items' => ['Image']], 'sortBy' => 'Name'];
$found = $client->searchAssets(['companyHandle' => $handle, 'folder' => $company->rootPath] + $images);
$assets = $found->assetArray->items;
report('searchAssets', [
    'totalRows' => $found->totalRows,
    'names' => array_map(fn (object $asset): string => $asset->name, $assets),
    'width' => $assets[0]->imageInfo->width,
    'resolution' => $assets[0]->imageInfo->resolution,
]);

$jobName = 'php ' . bin2hex(random_bytes(16));
$submitted = $client->submitJob(['companyHandle' => $handle, 'jobName' => $jobName, 'exportJob' => [
    'assetHandleArray' => ['items' => [$assets[0]->assetHandle, $assets[1]->assetHandle]],
    'fmt' => 'convert',
    'is_modifier' => 'wid=100&fmt=png',
    'emailSetting' => 'None',
]]);
report('submitJob', ['jobHandle' => $submitted->jobHandle]);

[$log, $rows, $url] = rowsWithUrl($client, $handle, $jobName);
report('getJobLogDetails', [
    'url' => $url,
    'logTypes' => array_map(fn (object $row): string => $row->logType, $rows),
    'fileSuccessCount' => $log->fileSuccessCount,
    'startDate' => $log->startDate->format('Y-m-d'),
]);

logIn($client, 'wrong');
reportFault(fn () => $client->getCompanyInfo(['companyName' => $name]));
logIn($client, variable('PASSWORD'));
reportFault(fn () => $client->searchAssets(['companyHandle' => variable('FOREIGN_COMPANY')] + $images));
$unknown = ['companyHandle' => $handle, 'assetHandleArray' => ['items' => ['a|999999999x']]];
reportFault(fn () => $client->getAssets($unknown));
