// The journey with gSOAP, on classes by wsdl2h and a proxy by soapcpp2. Optional members are pointers, and the context
// owns what they point to. A method returns a code; a fault's detail is a typed member of the SOAP fault. The header is
// the context's, and an answer clears it, so that every call sets it. The generated sources are one unit with this
// file: their declarations, 150,000 lines, are then compiled once.

#include <cstdlib>
#include <ctime>
#include <iomanip>
#include <iostream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <unistd.h>
#include <vector>

#include "soapC.cpp"
#include "soapIpsApiServiceSoapBindingProxy.cpp"

#include "IpsApiServiceSoapBinding.nsmap"

namespace {

using Text = std::string;
using Texts = std::vector<Text>;
using Assets = std::vector<ips__Asset *>;

IpsApiServiceSoapBindingProxy proxy(std::getenv("ENDPOINT"));

Text variable(const char *name) { return std::getenv(name); }

Text *optional(const Text &text) {
    Text *made = soap_new_std__string(proxy.soap);
    *made = text;
    return made;
}

Text quoted(const Text &text) {
    Text result = "\"";
    for (char one : text) {
        if (one == '"' || one == '\\') result += '\\';
        result += one;
    }
    return result + '"';
}

Text quoted(const Texts &texts) {
    Text result;
    for (const Text &text : texts) result += (result.empty() ? "" : ",") + quoted(text);
    return "[" + result + "]";
}

Text day(time_t moment) {
    std::ostringstream text;
    text << std::put_time(std::localtime(&moment), "%Y-%m-%d");
    return text.str();
}

void log_in(const Text &password) {
    _ips__authHeader *header = soap_new__ips__authHeader(proxy.soap);
    header->user = optional(variable("USER_NAME"));
    header->password = optional(password);
    header->appName = "gSOAP";
    header->appVersion = "1";
    proxy.soap_header(header);
}

void require(int code) {
    if (code == SOAP_OK) return;
    std::ostringstream reason;
    proxy.soap_stream_fault(reason);
    throw std::runtime_error(reason.str());
}

int company_info(_ips__getCompanyInfoReturn &answer, const Text &password) {
    _ips__getCompanyInfoParam param;
    param.companyName = optional(variable("COMPANY"));
    log_in(password);
    return proxy.getCompanyInfo(&param, answer);
}

int search_images(_ips__searchAssetsReturn &answer, const Text &company, Text *folder) {
    ips__StringArray types;
    types.items = {"Image"};
    _ips__searchAssetsParam param;
    param.companyHandle = company;
    param.folder = folder;
    param.includeSubfolders = true;
    param.assetTypeArray = &types;
    param.sortBy = optional("Name");
    log_in(variable("PASSWORD"));
    return proxy.searchAssets(&param, answer);
}

Text submit_export(const Text &company, const Text &name, const Texts &assets) {
    ips__HandleArray handles;
    handles.items = assets;
    ips__ExportJob job;
    job.assetHandleArray = &handles;
    job.fmt = "convert";
    job.is_USCOREmodifier = optional("wid=100&fmt=png");
    job.emailSetting = "None";
    _ips__submitJobParam param;
    param.companyHandle = company;
    param.jobName = name;
    param.exportJob = &job;
    _ips__submitJobReturn answer;
    log_in(variable("PASSWORD"));
    require(proxy.submitJob(&param, answer));
    return answer.jobHandle;
}

int unknown_asset(const Text &company) {
    ips__HandleArray handles;
    handles.items = {"a|999999999x"};
    _ips__getAssetsParam param;
    param.companyHandle = company;
    param.assetHandleArray = &handles;
    _ips__getAssetsReturn answer;
    log_in(variable("PASSWORD"));
    return proxy.getAssets(&param, answer);
}

bool report_export(const ips__JobLog &log) {
    if (!log.detailArray) return false;
    Texts types;
    const Text *url = nullptr;
    for (const ips__JobLogDetail *row : log.detailArray->items) {
        types.push_back(row->logType);
        if (row->assetName && row->assetName->rfind("http", 0) == 0) url = row->assetName;
    }
    if (!url) return false;
    std::cout << "{\"step\":\"getJobLogDetails\",\"url\":" << quoted(*url) << ",\"logTypes\":" << quoted(types)
              << ",\"fileSuccessCount\":" << log.fileSuccessCount << ",\"startDate\":" << quoted(day(*log.startDate))
              << "}" << std::endl;
    return true;
}

void await_export(const Text &company, const Text &name) {
    for (int poll = 0; poll < 150; ++poll) {
        _ips__getJobLogDetailsParam param;
        param.companyHandle = company;
        param.originalName = optional(name);
        _ips__getJobLogDetailsReturn answer;
        log_in(variable("PASSWORD"));
        require(proxy.getJobLogDetails(&param, answer));
        if (report_export(*answer.jobLogArray->items.at(0))) return;
        usleep(200000);
    }
    throw std::runtime_error("no export of " + name);
}

template <class Fault> void report_fault(const char *kind, const Fault *fault) {
    if (!fault) return;
    std::cout << "{\"step\":\"fault\",\"kind\":" << quoted(kind) << ",\"code\":" << fault->code
              << ",\"reason\":" << quoted(fault->reason) << "}" << std::endl;
}

void report_fault(int code) {
    const SOAP_ENV__Fault *fault = proxy.soap_fault();
    if (code == SOAP_OK || !fault || !fault->detail) throw std::runtime_error("no fault with a detail");
    report_fault("authenticationFault", fault->detail->common__authenticationFault);
    report_fault("authorizationFault", fault->detail->common__authorizationFault);
    report_fault("ipsApiFault", fault->detail->common__ipsApiFault);
}

void run() {
    _ips__getCompanyInfoReturn info;
    require(company_info(info, variable("PASSWORD")));
    const ips__Company &company = *info.companyInfo;
    std::cout << "{\"step\":\"getCompanyInfo\",\"companyHandle\":" << quoted(company.companyHandle)
              << ",\"name\":" << quoted(company.name) << ",\"rootPath\":" << quoted(company.rootPath)
              << ",\"expires\":" << quoted(day(*company.expires)) << "}" << std::endl;
    _ips__searchAssetsReturn found;
    require(search_images(found, company.companyHandle, optional(company.rootPath)));
    const Assets &assets = found.assetArray->items;
    Texts names;
    for (const ips__Asset *asset : assets) names.push_back(*asset->name);
    std::cout << "{\"step\":\"searchAssets\",\"totalRows\":" << *found.totalRows << ",\"names\":" << quoted(names)
              << ",\"width\":" << *assets.at(0)->imageInfo->width
              << ",\"resolution\":" << std::showpoint << *assets.at(0)->imageInfo->resolution << "}" << std::endl;
    const Text name = "gSOAP " + std::to_string(getpid()) + "-" + std::to_string(std::time(nullptr));
    const Texts handles = {*assets.at(0)->assetHandle, *assets.at(1)->assetHandle};
    std::cout << "{\"step\":\"submitJob\",\"jobHandle\":"
              << quoted(submit_export(company.companyHandle, name, handles)) << "}" << std::endl;
    await_export(company.companyHandle, name);
    _ips__getCompanyInfoReturn refused;
    report_fault(company_info(refused, "wrong"));
    _ips__searchAssetsReturn foreign;
    report_fault(search_images(foreign, variable("FOREIGN_COMPANY"), nullptr));
    report_fault(unknown_asset(company.companyHandle));
}

} // namespace

int main() {
    try {
        run();
    } catch (const std::exception &error) {
        std::cerr << error.what() << std::endl;
        return 1;
    }
    return 0;
}
