package ec2_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"skylab/engine/ec2"
)

// vCPUs are limited by groups of types, and AWS's text names the limit.
func TestVCPULimits(t *testing.T) {
	const text = "VcpuLimitExceeded: You have requested more vCPU capacity than your current vCPU limit of %d allows for the instance bucket that the specified instance type belongs to. Please visit http://aws.amazon.com/contact-us/ec2-request to request an adjustment to this limit."
	launch := func(w *world, kind string, least, most int) string {
		out, err := w.do("RunInstances", `"ImageId":%q,"InstanceType":%q,"MinCount":%d,"MaxCount":%d`, linux, kind, least, most)
		if err != "" {
			return err
		}
		return fmt.Sprint(len(texts(out, "Instances[].InstanceId")))
	}
	for _, c := range []struct{ kind, want string }{
		{"p5.48xlarge", fmt.Sprintf(text, 0)}, {"g6.xlarge", fmt.Sprintf(text, 0)}, {"vt1.3xlarge", fmt.Sprintf(text, 0)},
		{"trn1.2xlarge", fmt.Sprintf(text, 0)}, {"inf2.xlarge", fmt.Sprintf(text, 0)}, {"m5.large", "1"},
	} {
		if got := launch(newWorld(t), c.kind, 1, 1); got != c.want {
			t.Errorf("%s: %s, want %s", c.kind, got, c.want)
		}
	}
	limit := ec2.DefaultLimits()[ec2.Standard]
	w := newWorld(t)
	if got := launch(w, "m5.xlarge", 1, 1000); got != fmt.Sprint(limit/4) {
		t.Errorf("as many as there is room for: %s", got)
	}
	if got, want := launch(w, "t3.micro", 1, 1), fmt.Sprintf(text, limit); got != want {
		t.Errorf("one more: %s", got)
	}
	w.wait(20 * time.Second)
	ids := texts(w.must(t, "DescribeInstances", ""), "Reservations[].Instances[].InstanceId")
	w.must(t, "StopInstances", `"InstanceIds":[%q]`, ids[0])
	if got := launch(w, "m5.xlarge", 1, 1); got != "1" {
		t.Errorf("in the place of one that stops: %s", got)
	}
	w.wait(10 * time.Minute)
	if got, want := w.refused("StartInstances", `"InstanceIds":[%q]`, ids[0]), fmt.Sprintf(text, limit); got != want {
		t.Errorf("starting counts again: %s", got)
	}
}

// What a launch refuses, with AWS's code.
func TestLaunchRefusals(t *testing.T) {
	big := strings.Repeat("QUFB", 16<<10/3+1)
	for in, want := range map[string]string{
		`"InstanceType":"t3.micro"`:                                                                                                         "MissingParameter: The request must contain the parameter ImageId",
		`"ImageId":"ami-0aaaaaaaaaaaaaaaa"`:                                                                                                 "InvalidAMIID.NotFound: The image id '[ami-0aaaaaaaaaaaaaaaa]' does not exist",
		`"ImageId":"ami-x"`:                                                                                                                 `InvalidAMIID.Malformed: Invalid id: "ami-x" (expecting "ami-...")`,
		`"ImageId":"` + linux + `","InstanceType":"t9.huge"`:                                                                                "InvalidParameterValue: Invalid value 't9.huge' for InstanceType.",
		`"ImageId":"` + linuxA + `","InstanceType":"t3.micro"`:                                                                              "InvalidParameterValue: The architecture 'x86_64' of the specified instance type does not match the architecture 'arm64' of the specified AMI.",
		`"ImageId":"` + linux + `","InstanceType":"t3.micro","KeyName":"k"`:                                                                 "InvalidKeyPair.NotFound: The key pair 'k' does not exist",
		`"ImageId":"` + linux + `","InstanceType":"t3.micro","SubnetId":"subnet-00000000000000000"`:                                         "InvalidSubnetID.NotFound: The subnet ID 'subnet-00000000000000000' does not exist",
		`"ImageId":"` + linux + `","InstanceType":"t3.micro","SecurityGroupIds":["sg-00000000000000000"]`:                                   "InvalidGroup.NotFound: The security group 'sg-00000000000000000' does not exist",
		`"ImageId":"` + linux + `","InstanceType":"t3.micro","Placement":{"AvailabilityZone":"us-east-1z"}`:                                 "InvalidParameterValue: Invalid availability zone: [us-east-1z]",
		`"ImageId":"` + linux + `","InstanceType":"t3.micro","UserData":"` + big + `"`:                                                      "InvalidParameterValue: User data is limited to 16384 bytes",
		`"ImageId":"` + linux + `","InstanceType":"t3.micro","UserData":"?"`:                                                                "InvalidParameterValue: Invalid BASE64 encoding of user data.",
		`"ImageId":"` + linux + `","InstanceType":"m5.large","CreditSpecification":{"CpuCredits":"unlimited"}`:                              "InvalidParameterCombination: CPU Credit specification is not supported for the specified instance type 'm5.large'.",
		`"ImageId":"` + linux + `","InstanceType":"t3.micro","HibernationOptions":{"Configured":true}`:                                      "UnsupportedHibernationConfiguration: Instance hibernation requires an encrypted EBS root volume.",
		`"ImageId":"` + linux + `","InstanceType":"t3.micro","TagSpecifications":[{"ResourceType":"image","Tags":[{"Key":"k"}]}]`:           "InvalidParameterValue: 'image' is not a valid taggable resource type for this operation.",
		`"ImageId":"` + linux + `","InstanceType":"t3.micro","TagSpecifications":[{"ResourceType":"instance","Tags":[{"Key":"aws:x"}]}]`:    "InvalidParameterValue: Tag keys starting with 'aws:' are reserved for internal use",
		`"ImageId":"` + linux + `","InstanceType":"t3.micro","BlockDeviceMappings":[{"DeviceName":"/dev/xvda","Ebs":{"VolumeSize":4}}]`:     "InvalidBlockDeviceMapping: Volume of size 4GB is smaller than snapshot",
		`"ImageId":"` + linux + `","InstanceType":"t3.micro","BlockDeviceMappings":[{"DeviceName":"/dev/xvda","Ebs":{"VolumeType":"st1"}}]`: "InvalidParameterValue: Volume type st1 cannot be used for a root device.",
		`"ImageId":"` + linux + `","InstanceType":"t3.micro","BlockDeviceMappings":[{"DeviceName":"sdf","Ebs":{"VolumeSize":4}}]`:           "InvalidParameterValue: Value (sdf) for parameter device is invalid. sdf is not a valid EBS device name.",
		`"ImageId":"` + linux + `","InstanceType":"t3.micro","InstanceInitiatedShutdownBehavior":"sleep"`:                                   "InvalidParameterValue: ",
		`"ImageId":"` + linux + `","InstanceType":"t3.micro","NetworkInterfaces":[{"DeviceIndex":0}],"SubnetId":"subnet-00000000000000000"`: "InvalidParameterCombination: Network interfaces and an instance-level subnet ID",
		`"ImageId":"` + linux + `","InstanceType":"t3.micro","PrivateIpAddress":"10.0.0.1"`:                                                 "InvalidParameterValue: Address does not fall within the subnet's address range",
		`"ImageId":"` + linux + `","InstanceType":"t3.micro","IamInstanceProfile":{"Name":"web"},"DryRun":true`:                             "DryRunOperation: Request would have succeeded, but DryRun flag is set.",
		`"ImageId":"` + linux + `","InstanceType":"t3.micro","MetadataOptions":{"HttpProtocolIpv6":"enabled"}`:                              "InvalidParameterValue: skylab does not simulate IPv6",
	} {
		w := newWorld(t)
		got := w.refused("RunInstances", `%s,"MinCount":1,"MaxCount":1`, jsonOf(in))
		if !strings.HasPrefix(got, want) {
			t.Errorf("%s\n got %s\nwant %s", in[:min(len(in), 200)], got, want)
		}
		if n := len(texts(w.must(t, "DescribeInstances", ""), "Reservations[].Instances[].InstanceId")); n != 0 || len(texts(w.must(t, "DescribeVolumes", ""), "Volumes[].Size")) != 0 {
			t.Errorf("%s: a refused launch leaves %d instances", in, n)
		}
	}
}

// jsonOf prints as it is.
type jsonOf string

func (j jsonOf) String() string { return string(j) }

func TestDryRunChangesNothing(t *testing.T) {
	w := newWorld(t)
	id := w.running(t, "t3.micro", "")
	const dry = "DryRunOperation: Request would have succeeded, but DryRun flag is set."
	if got := w.refused("StopInstances", `"InstanceIds":[%q],"DryRun":true`, id); got != dry {
		t.Errorf("got %s", got)
	}
	w.principal = "arn:aws:sts::123456789012:assumed-role/reader/me"
	want := "UnauthorizedOperation: You are not authorized to perform this operation. User: " + w.principal + " is not authorized to perform: ec2:StopInstances because no identity-based policy allows the ec2:StopInstances action"
	if got := w.refused("StopInstances", `"InstanceIds":[%q],"DryRun":true`, id); got != want {
		t.Errorf("got %s", got)
	}
	w.allowed = map[string]bool{"ec2:DescribeInstances": true}
	if got := w.see(t, id, "State.Name"); got != "running" {
		t.Errorf("it is %s", got)
	}
}

func TestFiltersAndPages(t *testing.T) {
	w := newWorld(t)
	tag := func(name string) string {
		return `,"TagSpecifications":[{"ResourceType":"instance","Tags":[{"Key":"Name","Value":"` + name + `"}]}]`
	}
	webs, db := w.run(t, "t3.micro", 6, tag("web")), w.run(t, "m5.large", 1, tag("db"))
	find := func(filters string) []string {
		return texts(w.must(t, "DescribeInstances", `"Filters":[%s]`, jsonOf(filters)), "Reservations[].Instances[].InstanceId")
	}
	for filters, want := range map[string][]string{
		`{"Name":"tag:Name","Values":["web"]}`:                                                            webs,
		`{"Name":"tag:Name","Values":["d?","x*"]}`:                                                        db,
		`{"Name":"tag-key","Values":["name"]}`:                                                            nil,
		`{"Name":"instance-type","Values":["m5.*"]},{"Name":"tag:Name","Values":["web"]}`:                 nil,
		`{"Name":"instance-state-name","Values":["pending","running"]}`:                                   append(slices.Clone(webs), db...),
		`{"Name":"instance-state-code","Values":["16"]}`:                                                  nil,
		`{"Name":"instance.group-name","Values":["default"]},{"Name":"architecture","Values":["x86_64"]}`: append(slices.Clone(webs), db...),
	} {
		if got := find(filters); fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("%s: %v, want %v", filters, got, want)
		}
	}
	if got := w.refused("DescribeInstances", `"Filters":[{"Name":"colour","Values":["red"]}]`); got != "InvalidParameterValue: The filter 'colour' is invalid" {
		t.Errorf("an unknown filter: %s", got)
	}
	var all []string
	for token := ""; ; {
		page := w.must(t, "DescribeInstances", `"MaxResults":5,"NextToken":%q`, token)
		all = append(all, texts(page, "Reservations[].Instances[].InstanceId")...)
		next := texts(page, "NextToken")
		if len(next) == 0 {
			break
		}
		token = next[0]
	}
	if want := append(webs, db...); fmt.Sprint(all) != fmt.Sprint(want) {
		t.Errorf("page by page %v, want %v", all, want)
	}
	for in, want := range map[string]string{
		`"MaxResults":4`: "InvalidParameterValue: Value ( 4 ) for parameter maxResults is invalid. Expecting a value greater than 5.",
		`"MaxResults":5,"InstanceIds":["` + db[0] + `"]`: "InvalidParameterCombination: The parameter instancesSet cannot be used with the parameter maxResults",
		`"NextToken":"x"`: "InvalidNextToken: The token 'x' is invalid",
	} {
		if got := w.refused("DescribeInstances", "%s", jsonOf(in)); got != want {
			t.Errorf("%s: %s", in, got)
		}
	}
}

// What may be changed while an instance runs, and what only when it is stopped
// (facts 1).
func TestAttributes(t *testing.T) {
	changes := map[string]bool{ // only while stopped
		`"InstanceType":{"Value":"t3.small"}`: true, `"UserData":{"Value":"aGk="}`: true, `"EbsOptimized":{"Value":true}`: true,
		`"Attribute":"instanceType","Value":"t3.small"`: true,
		`"DisableApiStop":{"Value":false}`:              false, `"DisableApiTermination":{"Value":false}`: false,
		`"InstanceInitiatedShutdownBehavior":{"Value":"terminate"}`: false,
	}
	w := newWorld(t)
	id := w.running(t, "t3.micro", "")
	for in, stopped := range changes {
		want := ""
		if stopped {
			want = "IncorrectInstanceState: The instance '" + id + "' is not in the 'stopped' state."
		}
		if got := w.refused("ModifyInstanceAttribute", `"InstanceId":%q,%s`, id, jsonOf(in)); got != want {
			t.Errorf("%s of a running instance: %s", in, got)
		}
	}
	w.must(t, "StopInstances", `"InstanceIds":[%q]`, id)
	w.wait(5 * time.Minute)
	for in := range changes {
		if got := w.refused("ModifyInstanceAttribute", `"InstanceId":%q,%s`, id, jsonOf(in)); got != "" {
			t.Errorf("%s of a stopped instance: %s", in, got)
		}
	}
	if got := w.see(t, id, "InstanceType"); got != "t3.small" {
		t.Errorf("it is a %s", got)
	}
	for in, want := range map[string]string{
		`"DryRun":false`: "InvalidParameterCombination: No attributes specified.",
		`"DisableApiStop":{"Value":true},"EbsOptimized":{"Value":true}`: "InvalidParameterCombination: Fields for multiple attribute types specified",
		`"InstanceType":{"Value":"t4g.micro"}`:                          "InvalidParameterValue: The instance type 't4g.micro' is not supported",
		`"Attribute":"colour","Value":"red"`:                            "InvalidParameterValue: Value (colour) for parameter attribute is invalid. Unknown attribute.",
	} {
		if got := w.refused("ModifyInstanceAttribute", `"InstanceId":%q,%s`, id, jsonOf(in)); !strings.HasPrefix(got, want) {
			t.Errorf("%s: %s", in, got)
		}
	}
}
