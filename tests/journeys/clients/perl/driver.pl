# The journey with SOAP::Lite.
#
# Its stub maker knows messages of document style only in part, so that the driver asks its schema reader for what it does
# know: an operation's SOAPAction, the fields of its Param in their order, and their types. Answers are read through
# SOAP::SOM. Perl has no types to read them into: a number is the text used as one, a date the text's first ten letters.
use strict;
use warnings;

use JSON::PP;
use SOAP::Lite;
use Time::HiRes qw(sleep time);

my $COMMON = 'http://www.scene7.com/IpsApi/xsd';
my $TYPES = "$COMMON/$ENV{API_VERSION}";
# The 2013 WSDL has its authHeader in the common namespace, the 2014 one in the version's.
my $HEADER = $ENV{API_VERSION} eq '2013-02-15' ? $COMMON : $TYPES;

my $json = JSON::PP->new->canonical;
my $operations = SOAP::Schema->new(schema_url => "file:$ENV{WSDL}")->parse->services->{IpsApiService};
SOAP::Lite->soapversion($ENV{SOAP}); # of all, before any is made: a later change leaves the envelope without its prefix
my $soap = SOAP::Lite->new(proxy => $ENV{ENDPOINT});
$soap->autotype(0);
$soap->on_fault(sub { my (undef, $answer) = @_; return ref $answer ? $answer : die "no SOAP came back\n" });

$| = 1;

sub report {
    my ($step, %values) = @_;
    print $json->encode({step => $step, %values}), "\n";
}

sub element {
    my ($name, $value) = @_;
    return SOAP::Data->name($name => \SOAP::Data->value(@$value)) if ref $value;
    return SOAP::Data->name($name => SOAP::Utils::encode_data($value)); # which nobody does where types are left out
}

sub items { return [map { element(items => $_) } @_] }

# Fields come in the order of the WSDL, whatever order they are given in; one that it does not have is a mistake.
sub fields {
    my ($operation, %given) = @_;
    my @elements;
    for my $parameter (@{$operations->{$operation}{parameters}}) {
        next unless exists $given{$parameter->name};
        my $value = delete $given{$parameter->name};
        $value = $value ? 'true' : 'false' if $parameter->type =~ /:boolean$/;
        push @elements, element($parameter->name, $value);
    }
    die "$operation has no " . join(', ', keys %given) . "\n" if %given;
    return @elements;
}

sub answer {
    my ($password, $operation, %given) = @_;
    my $action = $operations->{$operation}{soapaction};
    $soap->on_action(sub { return qq("$action") });
    my $login = \SOAP::Data->value(
        element(user => $ENV{USER_NAME}), element(password => $password),
        element(appName => 'soap-lite'), element(appVersion => 1),
    );
    my $header = SOAP::Header->name(authHeader => $login)->attr({xmlns => $HEADER});
    my $param = SOAP::Data->name("${operation}Param")->attr({xmlns => $TYPES});
    return $soap->call($param, $header, fields($operation, %given));
}

sub called {
    my $answer = answer($ENV{PASSWORD}, @_);
    die $json->encode([$answer->faultstring, $answer->faultdetail]) if $answer->fault;
    return $answer;
}

sub report_fault {
    my ($answer) = @_;
    my $detail = $answer->valueof($ENV{SOAP} eq '1.2' ? '//Fault/Detail' : '//Fault/detail') or return;
    my ($kind) = keys %$detail;
    my $fault = $detail->{$kind};
    report('fault', kind => $kind, code => 0 + $fault->{code}, reason => $fault->{reason});
}

sub rows_with_url {
    my ($handle, $name) = @_;
    for (1 .. 150) {
        my $answer = called('getJobLogDetails', companyHandle => $handle, originalName => $name);
        my @rows = $answer->valueof('//jobLogArray/items/detailArray/items');
        my ($zip) = grep { ($_->{assetName} // '') =~ /^http/ } @rows;
        return ($answer->valueof('//jobLogArray/items'), \@rows, $zip->{assetName}) if $zip;
        sleep 0.2;
    }
    die "$name had no ZIP in 30 s\n";
}

my $company = called('getCompanyInfo', companyName => $ENV{COMPANY})->valueof('//companyInfo');
my $handle = $company->{companyHandle};
report(
    'getCompanyInfo',
    (map { $_ => $company->{$_} } qw(companyHandle name rootPath)),
    expires => substr($company->{expires}, 0, 10),
);

my @images = (includeSubfolders => 1, assetTypeArray => items('Image'), sortBy => 'Name');
my $found = called('searchAssets', companyHandle => $handle, folder => $company->{rootPath}, @images);
my @assets = $found->valueof('//assetArray/items');
report(
    'searchAssets',
    totalRows => 0 + $found->valueof('//totalRows'),
    names => [map { $_->{name} } @assets],
    width => 0 + $assets[0]{imageInfo}{width},
    resolution => 0 + $assets[0]{imageInfo}{resolution},
);

my $job_name = sprintf 'soap-lite %d %.6f', $$, time;
my $export = [
    element(assetHandleArray => items(map { $_->{assetHandle} } @assets[0, 1])),
    element(fmt => 'convert'),
    element(is_modifier => 'wid=100&fmt=png'),
    element(emailSetting => 'None'),
];
my $submitted = called('submitJob', companyHandle => $handle, jobName => $job_name, exportJob => $export);
report('submitJob', jobHandle => $submitted->valueof('//jobHandle'));

my ($log, $rows, $url) = rows_with_url($handle, $job_name);
report(
    'getJobLogDetails',
    url => $url,
    logTypes => [map { $_->{logType} } @$rows],
    fileSuccessCount => 0 + $log->{fileSuccessCount},
    startDate => substr($log->{startDate}, 0, 10),
);

my $unknown = items('a|999999999x');
report_fault(answer('wrong', 'getCompanyInfo', companyName => $ENV{COMPANY}));
report_fault(answer($ENV{PASSWORD}, 'searchAssets', companyHandle => $ENV{FOREIGN_COMPANY}, @images));
report_fault(answer($ENV{PASSWORD}, 'getAssets', companyHandle => $handle, assetHandleArray => $unknown));
