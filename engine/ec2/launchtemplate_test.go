package ec2_test

import (
	"fmt"
	"strings"
	"testing"
)

func TestLaunchTemplates(t *testing.T) {
	w := newWorld(t)
	w.must(t, "CreateLaunchTemplate", `"LaunchTemplateName":"web","LaunchTemplateData":{"ImageId":%q,"InstanceType":"t3.micro","DisableApiStop":true}`, linux)
	w.must(t, "CreateLaunchTemplateVersion", `"LaunchTemplateName":"web","SourceVersion":"1","LaunchTemplateData":{"InstanceType":"t3.small"}`)
	launch := func(version, more string) string {
		out, err := w.do("RunInstances", `"LaunchTemplate":{"LaunchTemplateName":"web","Version":%q},"MinCount":1,"MaxCount":1%s`, version, more)
		if err != "" {
			return err
		}
		return strings.Join(append(texts(out, "Instances[].InstanceType"), texts(out, "Instances[].Tags[].Value")[1:]...), " ")
	}
	for _, c := range []struct{ version, more, want string }{
		{"", "", "t3.micro 1"},
		{"1", "", "t3.micro 1"},
		{"$Latest", "", "t3.small 2"},
		{"$Default", `,"InstanceType":"m5.large"`, "m5.large 1"},
		{"3", "", "InvalidLaunchTemplateId.VersionNotFound: Could not find the specified version 3 for the launch template with ID " + fmt.Sprint(texts(w.must(t, "DescribeLaunchTemplates", ""), "LaunchTemplates[].LaunchTemplateId")[0]) + "."},
		{"newest", "", "InvalidParameterValue: Invalid value 'newest' for launch template version: it must be a number, $Latest or $Default."},
	} {
		if got := launch(c.version, c.more); got != c.want {
			t.Errorf("version %q%s: %s, want %s", c.version, c.more, got, c.want)
		}
	}
	w.must(t, "ModifyLaunchTemplate", `"LaunchTemplateName":"web","DefaultVersion":"2"`)
	if got := launch("", ""); got != "t3.small 2" {
		t.Errorf("by the new default: %s", got)
	}
	for in, want := range map[string]string{
		`"LaunchTemplateName":"none"`:               "InvalidLaunchTemplateName.NotFoundException: The specified launch template, with template name none, does not exist.",
		`"LaunchTemplateId":"lt-0aaaaaaaaaaaaaaaa"`: "InvalidLaunchTemplateId.NotFound: The specified launch template, with template ID lt-0aaaaaaaaaaaaaaaa, does not exist.",
		`"LaunchTemplateId":"lt-x"`:                 `InvalidLaunchTemplateId.Malformed: Invalid id: "lt-x" (expecting "lt-...")`,
		`"Version":"1"`:                             "MissingParameter: The request must contain the parameter LaunchTemplateId or LaunchTemplateName",
	} {
		if got := w.refused("RunInstances", `"LaunchTemplate":{%s},"MinCount":1,"MaxCount":1`, jsonOf(in)); got != want {
			t.Errorf("%s: %s", in, got)
		}
	}
	if got := w.refused("CreateLaunchTemplate", `"LaunchTemplateName":"web","LaunchTemplateData":{"ImageId":"x"}`); got != "InvalidLaunchTemplateName.AlreadyExistsException: Launch template name already in use." {
		t.Errorf("a second one: %s", got)
	}
}

func TestVolumesByClientToken(t *testing.T) {
	w := newWorld(t)
	make := func(size int) string {
		out, err := w.do("CreateVolume", `"AvailabilityZone":"us-east-1a","Size":%d,"ClientToken":"t"`, size)
		return err + strings.Join(texts(out, "VolumeId"), "")
	}
	first := make(1)
	if got := make(1); got != first {
		t.Errorf("the same token gives %s and %s", first, got)
	}
	if got := make(2); !strings.HasPrefix(got, "IdempotentParameterMismatch: ") {
		t.Errorf("another size with the same token: %s", got)
	}
}
