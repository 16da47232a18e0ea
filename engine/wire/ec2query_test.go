package wire_test

import (
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"skylab/engine/aws"
	"skylab/engine/ec2"
	"skylab/engine/ec2/ec2api"
	"skylab/engine/wire"
)

// form is a request to EC2, whose parameters may stand on lines of their own.
func form(text string) *wire.Request {
	return &wire.Request{Method: "POST", Path: "/", Body: []byte(strings.ReplaceAll(strings.TrimSpace(text), "\n", "&")), Header: wire.Header{
		"Content-Type":  {"application/x-www-form-urlencoded"},
		"Authorization": {"AWS4-HMAC-SHA256 Credential=x/20261102/us-east-1/ec2/aws4_request, SignedHeaders=host, Signature=0"}}}
}

// timed has what no operation of this world has: a time in a request.
type timed struct {
	DryRun                      bool
	InstanceEventId, InstanceId string
	NotBefore                   time.Time
}

// ec2Codec is that of a world's operations, and of one with a time.
func ec2Codec() *wire.Codec {
	op := aws.Op(aws.Operation{Service: "ec2", Name: "ModifyInstanceEventStartTime"}, func(*aws.Request, *timed) (*struct{}, error) { return nil, nil })
	return wire.New(append(operations(), &op))
}

// The forms in testdata/ec2 are golden requests of the AWS SDK for Go
// (service/ec2 v1.344.1, request_snapshot), less the members that are not
// simulated. What is read from one is written as the same.
func TestEC2GoldenRequests(t *testing.T) {
	codec := ec2Codec()
	forms, err := filepath.Glob(filepath.Join("testdata", "ec2", "*.form"))
	if err != nil || len(forms) == 0 {
		t.Fatalf("no forms: %v", err)
	}
	for _, path := range forms {
		golden, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		call, refused := codec.Decode(form(string(golden)))
		if refused != nil {
			t.Errorf("%s: %s", path, refused.Body)
			continue
		}
		again, err := codec.Encode(call.Operation, call.In)
		if err != nil {
			t.Fatal(err)
		}
		if got, want := lines(again.Body), lines(form(string(golden)).Body); got != want {
			t.Errorf("%s is written as\n%s\nwant\n%s", path, got, want)
		}
	}
}

// lines are a form's parameters, sorted, with times in one form.
func lines(form []byte) string {
	values, err := url.ParseQuery(strings.ReplaceAll(string(form), ".000Z", "Z"))
	if err != nil {
		return err.Error()
	}
	return strings.ReplaceAll(values.Encode(), "&", "\n")
}

const ec2Head = `<?xml version="1.0" encoding="UTF-8"?>` + "\n"

// The answers' forms are those of the examples in the EC2 API Reference.
func TestEC2Answers(t *testing.T) {
	launched := ec2.Instance{InstanceId: "i-1", LaunchTime: time.Date(2026, 11, 23, 16, 46, 19, 0, time.UTC), State: ec2.State{Code: 16, Name: "running"},
		SecurityGroups: []ec2.GroupIdentifier{{GroupId: "sg-1", GroupName: "a & b"}}, Tags: []ec2api.Tag{{Key: "Name", Value: "web"}},
		BlockDeviceMappings: []ec2.InstanceBlockDevice{{DeviceName: "/dev/xvda"}}}
	const shown = `<instancesSet><item><blockDeviceMapping><item><deviceName>/dev/xvda</deviceName></item></blockDeviceMapping><ebsOptimized>false</ebsOptimized>` +
		`<networkInterfaceSet/><groupSet><item><groupId>sg-1</groupId><groupName>a &amp; b</groupName></item></groupSet>` +
		`<tagSet><item><key>Name</key><value>web</value></item></tagSet><instanceId>i-1</instanceId>` +
		`<instanceState><code>16</code><name>running</name></instanceState><privateDnsName/><dnsName/><reason/><amiLaunchIndex>0</amiLaunchIndex>` +
		`<launchTime>2026-11-23T16:46:19.000Z</launchTime></item></instancesSet>`
	types := ec2.InstanceTypeInfo{InstanceType: "t3.micro", SupportedUsageClasses: []string{"on-demand", "spot"}}
	types.MemoryInfo.SizeInMiB, types.ProcessorInfo.SustainedClockSpeedInGhz = 1024, 2.5
	one := ec2.Reservation{ReservationId: "r-1", OwnerId: "123456789012", Instances: []ec2.Instance{launched}}
	for _, c := range []struct {
		form string
		out  any
		want string
	}{
		{"Action=RunInstances&MinCount=1&MaxCount=1", &one, "<reservationId>r-1</reservationId><ownerId>123456789012</ownerId><groupSet/>" + shown},
		{"Action=DescribeInstances", &ec2.DescribeInstancesOutput{NextToken: "n", Reservations: []ec2.Reservation{one}}, "<nextToken>n</nextToken>" +
			"<reservationSet><item><reservationId>r-1</reservationId><ownerId>123456789012</ownerId><groupSet/>" + shown + "</item></reservationSet>"},
		{"Action=DescribeInstances", &ec2.DescribeInstancesOutput{}, "<reservationSet/>"},
		{"Action=DescribeInstanceTypes", &ec2.DescribeInstanceTypesOutput{InstanceTypes: []ec2.InstanceTypeInfo{types}}, "<instanceTypeSet><item>" +
			"<instanceType>t3.micro</instanceType><currentGeneration>false</currentGeneration><freeTierEligible>false</freeTierEligible>" +
			"<supportedUsageClasses><item>on-demand</item><item>spot</item></supportedUsageClasses><bareMetal>false</bareMetal>" +
			"<processorInfo><sustainedClockSpeedInGhz>2.5</sustainedClockSpeedInGhz></processorInfo><memoryInfo><sizeInMiB>1024</sizeInMiB></memoryInfo>" +
			"<instanceStorageSupported>false</instanceStorageSupported><hibernationSupported>false</hibernationSupported>" +
			"<burstablePerformanceSupported>false</burstablePerformanceSupported></item></instanceTypeSet>"},
		{"Action=CreateTags", nil, "<return>true</return>"},
		{"Action=DeleteKeyPair", &ec2.DeleteKeyPairOutput{Return: true, KeyPairId: "key-1"}, "<return>true</return><keyPairId>key-1</keyPairId>"},
	} {
		call, refused := ec2Codec().Decode(form(c.form + "&Version=2016-11-15"))
		if refused != nil {
			t.Errorf("%s: %s", c.form, refused.Body)
			continue
		}
		r := call.Respond(c.out, nil, "req-1")
		name := call.Operation.Name + "Response"
		want := ec2Head + "<" + name + ` xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><requestId>req-1</requestId>` + c.want + "</" + name + ">"
		if string(r.Body) != want || r.Status != 200 || r.Header.Get("Content-Type") != "text/xml;charset=UTF-8" {
			t.Errorf("%s: %d %v\n%s\nwant\n%s", c.form, r.Status, r.Header, r.Body, want)
		}
	}
}

// What EC2 cannot do is told in its own form, with what is wrong and a 4xx.
func TestEC2Refusals(t *testing.T) {
	codec := ec2Codec()
	call, refused := codec.Decode(form("Action=DescribeInstances&InstanceId.1=i-9"))
	if refused != nil {
		t.Fatalf("%s", refused.Body)
	}
	r := call.Respond(nil, aws.Errorf(400, "InvalidInstanceID.NotFound", "The instance ID 'i-9' does not exist"), "req-1")
	if want := ec2Head + "<Response><Errors><Error><Code>InvalidInstanceID.NotFound</Code><Message>The instance ID &#39;i-9&#39; does not exist</Message>" +
		"</Error></Errors><RequestID>req-1</RequestID></Response>"; string(r.Body) != want || r.Status != 400 || r.Header.Get("Content-Type") != "text/xml;charset=UTF-8" {
		t.Errorf("%d %v %s", r.Status, r.Header, r.Body)
	}
	for text, want := range map[string]string{
		"Action=DescribeMoons":                                     "<Code>InvalidAction</Code><Message>skylab does not simulate this operation of ec2: DescribeMoons",
		"Action=RunInstances&KernelId=k":                           "skylab does not simulate the parameter KernelId.",
		"Action=RunInstances&ElasticGpuSpecification.1.Type=x":     "skylab does not simulate the parameter ElasticGpuSpecification.",
		"Action=DescribeInstances&InstanceIds.1=i-1":               "skylab does not know the parameter InstanceIds.",
		"Action=DescribeInstances&Filter.1.Values.1=a":             "skylab does not know the parameter Filters.1.Values.",
		"Action=RunInstances&MinCount=many":                        "MinCount: &#34;many&#34; is no integer",
		"Action=RunInstances&BlockDeviceMapping.1.Ebs.Encrypted=7": "is no boolean",
	} {
		_, refused := codec.Decode(form(text))
		if refused == nil || refused.Status != 400 || !strings.Contains(string(refused.Body), want) || !strings.Contains(string(refused.Body), "<Response><Errors><Error>") {
			t.Errorf("%s: %+v", text, refused)
		}
	}
}

// A list's elements come in the order of their numbers, whatever those are.
func TestEC2ListsAreInTheOrderOfTheirNumbers(t *testing.T) {
	call, refused := ec2Codec().Decode(form("Action=DescribeInstances&InstanceId.10=c&InstanceId.9=b&InstanceId.1=a"))
	if refused != nil {
		t.Fatalf("%s", refused.Body)
	}
	if got := strings.Join(call.In.(*ec2.DescribeInstancesInput).InstanceIds, ""); got != "abc" {
		t.Error(got)
	}
}
