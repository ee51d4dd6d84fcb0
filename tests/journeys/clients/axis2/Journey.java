/*
 * The journey with Apache Axis2, on a stub and beans of its own data binding (ADB). The credentials are a second
 * parameter of every method; faults are exceptions with the detail as a bean; arrays are Java's.
 */

import com.scene7.www.ipsapi.AuthenticationFaultException;
import com.scene7.www.ipsapi.AuthorizationFaultException;
import com.scene7.www.ipsapi.IpsApiFaultException;
import com.scene7.www.ipsapi.IpsApiServiceStub;
import com.scene7.www.ipsapi.xsd._2014_04_03.Asset;
import com.scene7.www.ipsapi.xsd._2014_04_03.AuthHeader;
import com.scene7.www.ipsapi.xsd._2014_04_03.Company;
import com.scene7.www.ipsapi.xsd._2014_04_03.ExportJob;
import com.scene7.www.ipsapi.xsd._2014_04_03.GetAssetsParam;
import com.scene7.www.ipsapi.xsd._2014_04_03.GetCompanyInfoParam;
import com.scene7.www.ipsapi.xsd._2014_04_03.GetJobLogDetailsParam;
import com.scene7.www.ipsapi.xsd._2014_04_03.HandleArray;
import com.scene7.www.ipsapi.xsd._2014_04_03.ImageInfo;
import com.scene7.www.ipsapi.xsd._2014_04_03.JobLog;
import com.scene7.www.ipsapi.xsd._2014_04_03.JobLogDetail;
import com.scene7.www.ipsapi.xsd._2014_04_03.SearchAssetsParam;
import com.scene7.www.ipsapi.xsd._2014_04_03.SearchAssetsReturn;
import com.scene7.www.ipsapi.xsd._2014_04_03.StringArray;
import com.scene7.www.ipsapi.xsd._2014_04_03.SubmitJobParam;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Calendar;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

public final class Journey {
    private final IpsApiServiceStub stub;
    private final AuthHeader login = header(System.getenv("PASSWORD"));

    private Journey() throws Exception {
        stub = new IpsApiServiceStub(System.getenv("ENDPOINT"));
    }

    public static void main(String[] arguments) throws Exception {
        new Journey().run();
    }

    private void run() throws Exception {
        Company company = companyInfo(login);
        report("{\"step\":\"getCompanyInfo\",\"companyHandle\":%s,\"name\":%s,\"rootPath\":%s,\"expires\":%s}",
                quoted(company.getCompanyHandle()), quoted(company.getName()), quoted(company.getRootPath()),
                quoted(day(company.getExpires())));
        SearchAssetsReturn found = stub.searchAssets(images(company.getCompanyHandle(), company.getRootPath()), login);
        Asset[] assets = found.getAssetArray().getItems();
        ImageInfo first = assets[0].getImageInfo();
        int width = first.getWidth();
        double resolution = first.getResolution();
        report("{\"step\":\"searchAssets\",\"totalRows\":%d,\"names\":%s,\"width\":%d,\"resolution\":%s}",
                found.getTotalRows(), quoted(Stream.of(assets).map(Asset::getName).toList()), width, resolution);
        String name = "Axis2 " + UUID.randomUUID();
        String job = submitExport(company.getCompanyHandle(), name, Arrays.copyOf(assets, 2));
        report("{\"step\":\"submitJob\",\"jobHandle\":%s}", quoted(job));
        reportExport(company.getCompanyHandle(), name);
        reportFault(() -> companyInfo(header("wrong")));
        reportFault(() -> stub.searchAssets(images(System.getenv("FOREIGN_COMPANY"), null), login));
        reportFault(() -> unknownAsset(company.getCompanyHandle()));
    }

    private Company companyInfo(AuthHeader credentials) throws Exception {
        GetCompanyInfoParam param = new GetCompanyInfoParam();
        param.setCompanyName(System.getenv("COMPANY"));
        return stub.getCompanyInfo(param, credentials).getCompanyInfo();
    }

    private static SearchAssetsParam images(String company, String folder) {
        SearchAssetsParam param = new SearchAssetsParam();
        param.setCompanyHandle(company);
        param.setFolder(folder);
        param.setIncludeSubfolders(true);
        param.setAssetTypeArray(new StringArray());
        param.getAssetTypeArray().addItems("Image");
        param.setSortBy("Name");
        return param;
    }

    private String submitExport(String company, String name, Asset[] assets) throws Exception {
        ExportJob export = new ExportJob();
        export.setAssetHandleArray(new HandleArray());
        Stream.of(assets).map(Asset::getAssetHandle).forEach(export.getAssetHandleArray()::addItems);
        export.setFmt("convert");
        export.setIs_modifier("wid=100&fmt=png");
        export.setEmailSetting("None");
        SubmitJobParam param = new SubmitJobParam();
        param.setCompanyHandle(company);
        param.setJobName(name);
        param.setExportJob(export);
        return stub.submitJob(param, login).getJobHandle();
    }

    private void reportExport(String company, String name) throws Exception {
        GetJobLogDetailsParam param = new GetJobLogDetailsParam();
        param.setCompanyHandle(company);
        param.setOriginalName(name);
        for (int poll = 0; poll < 150; poll++) {
            JobLog log = stub.getJobLogDetails(param, login).getJobLogArray().getItems()[0];
            JobLogDetail[] rows = log.getDetailArray() == null ? null : log.getDetailArray().getItems();
            for (JobLogDetail row : rows == null ? new JobLogDetail[0] : rows) {
                if (row.getAssetName() != null && row.getAssetName().startsWith("http")) {
                    report("{\"step\":\"getJobLogDetails\",\"url\":%s,\"logTypes\":%s,\"fileSuccessCount\":%d,"
                            + "\"startDate\":%s}", quoted(row.getAssetName()),
                            quoted(Stream.of(rows).map(JobLogDetail::getLogType).toList()), log.getFileSuccessCount(),
                            quoted(day(log.getStartDate())));
                    return;
                }
            }
            Thread.sleep(200);
        }
        throw new IllegalStateException("no export of " + name);
    }

    private void unknownAsset(String company) throws Exception {
        GetAssetsParam param = new GetAssetsParam();
        param.setCompanyHandle(company);
        param.setAssetHandleArray(new HandleArray());
        param.getAssetHandleArray().addItems("a|999999999x");
        stub.getAssets(param, login);
    }

    private interface Call {
        void run() throws Exception;
    }

    private static void reportFault(Call call) throws Exception {
        try {
            call.run();
        } catch (AuthenticationFaultException fault) {
            reportFault("authenticationFault", fault.getFaultMessage().getCode(), fault.getFaultMessage().getReason());
        } catch (AuthorizationFaultException fault) {
            reportFault("authorizationFault", fault.getFaultMessage().getCode(), fault.getFaultMessage().getReason());
        } catch (IpsApiFaultException fault) {
            reportFault("ipsApiFault", fault.getFaultMessage().getCode(), fault.getFaultMessage().getReason());
        }
    }

    private static void reportFault(String kind, int code, String reason) {
        report("{\"step\":\"fault\",\"kind\":%s,\"code\":%d,\"reason\":%s}", quoted(kind), code, quoted(reason));
    }

    private static AuthHeader header(String password) {
        AuthHeader header = new AuthHeader();
        header.setUser(System.getenv("USER_NAME"));
        header.setPassword(password);
        header.setAppName("Axis2");
        header.setAppVersion("1");
        return header;
    }

    private static String day(Calendar date) {
        return date.toInstant().atZone(ZoneId.systemDefault()).toLocalDate().toString();
    }

    private static void report(String format, Object... values) {
        System.out.println(String.format(format, values));
    }

    private static String quoted(List<String> texts) {
        return texts.stream().map(Journey::quoted).collect(Collectors.joining(",", "[", "]"));
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
