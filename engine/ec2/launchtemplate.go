package ec2

import (
	"reflect"
	"strconv"
	"time"

	"skylab/engine/aws"
	"skylab/engine/ec2/ec2api"
	"skylab/engine/sim"
)

// launchTemplate is a launch that is kept under a name, in versions.
type launchTemplate struct {
	ID, Name, Creator string
	Created           sim.Time
	Default           int
	Versions          []*templateVersion // the first is 1
}

type templateVersion struct {
	Description, Creator string
	Created              sim.Time
	Data                 LaunchTemplateData
}

// LaunchTemplateData is what a launch is to be; RunInstances may say otherwise.
type LaunchTemplateData struct {
	EbsOptimized                      bool
	IamInstanceProfile                *InstanceProfile
	BlockDeviceMappings               []BlockDeviceMapping
	NetworkInterfaces                 []NetworkInterfaceSpecification
	ImageId, InstanceType, KeyName    string
	Monitoring                        *MonitoringEnabled
	Placement                         *Placement
	DisableApiTermination             bool
	InstanceInitiatedShutdownBehavior string `aws:"enum=stop|terminate"`
	UserData                          string
	TagSpecifications                 []ec2api.TagSpecification
	SecurityGroupIds, SecurityGroups  []string
	InstanceMarketOptions             *InstanceMarketOptions
	CreditSpecification               *CreditSpecification
	CapacityReservationSpecification  *CapacityReservationSpecification
	HibernationOptions                *HibernationOptions
	MetadataOptions                   *MetadataOptions
	DisableApiStop                    bool
}

// LaunchTemplateSpecification names a template and a version of it: a number,
// "$Latest" or "$Default".
type LaunchTemplateSpecification struct{ LaunchTemplateId, LaunchTemplateName, Version string }

// template is the one with that id or name, or AWS's error.
//
// fidelity: ec2.launch-templates
func (s *Service) template(id, name string) (*launchTemplate, *aws.Error) {
	switch {
	case id != "" && name != "":
		return nil, ec2api.Combination("Either a launch template ID or a name may be specified, not both.")
	case id == "" && name == "":
		return nil, ec2api.Missing("LaunchTemplateId or LaunchTemplateName")
	case id != "":
		if t := s.templates[id]; t != nil {
			return t, nil
		}
		if err := ec2api.CheckID(id, "lt", "InvalidLaunchTemplateId"); err != nil {
			return nil, err
		}
		return nil, aws.Errorf(400, "InvalidLaunchTemplateId.NotFound", "The specified launch template, with template ID %s, does not exist.", id)
	}
	if t := s.templateNamed(name); t != nil {
		return t, nil
	}
	return nil, aws.Errorf(400, "InvalidLaunchTemplateName.NotFoundException", "The specified launch template, with template name %s, does not exist.", name)
}

func (s *Service) templateNamed(name string) *launchTemplate {
	for _, t := range sim.InOrder(s.templates) {
		if t.Name == name {
			return t
		}
	}
	return nil
}

// version is the number that a word means; "" is the default one.
func (t *launchTemplate) version(word string) (int, *aws.Error) {
	n, err := strconv.Atoi(word)
	switch {
	case word == "" || word == "$Default":
		return t.Default, nil
	case word == "$Latest":
		return len(t.Versions), nil
	case err != nil:
		return 0, ec2api.Invalid("Invalid value '%s' for launch template version: it must be a number, $Latest or $Default.", word)
	case n < 1 || n > len(t.Versions):
		return 0, aws.Errorf(400, "InvalidLaunchTemplateId.VersionNotFound", "Could not find the specified version %s for the launch template with ID %s.", word, t.ID)
	}
	return n, nil
}

// fromTemplate is a launch with what its template says where it says nothing
// itself; without a template it is the launch as it is.
//
// fidelity: ec2.launch-templates
func (s *Service) fromTemplate(in *RunInstancesInput) (*RunInstancesInput, *aws.Error) {
	if in.LaunchTemplate == nil {
		return in, nil
	}
	t, err := s.template(in.LaunchTemplate.LaunchTemplateId, in.LaunchTemplate.LaunchTemplateName)
	if err != nil {
		return nil, err
	}
	n, err := t.version(in.LaunchTemplate.Version)
	if err != nil {
		return nil, err
	}
	whole := *in
	whole.LaunchTemplate = &LaunchTemplateSpecification{LaunchTemplateId: t.ID, Version: strconv.Itoa(n)}
	fill(&whole, t.Versions[n-1].Data)
	return &whole, nil
}

// fill gives what has members of a template's data, where they are not set,
// those that the data has.
func fill(what any, data LaunchTemplateData) {
	to, from := reflect.ValueOf(what).Elem(), reflect.ValueOf(data)
	for i := range from.NumField() {
		if f := to.FieldByName(from.Type().Field(i).Name); f.IsZero() {
			f.Set(from.Field(i))
		}
	}
}

// LaunchTemplate is a template as the API shows it.
type LaunchTemplate struct {
	LaunchTemplateId, LaunchTemplateName      string
	CreateTime                                time.Time
	CreatedBy                                 string
	DefaultVersionNumber, LatestVersionNumber int
	Tags                                      []ec2api.Tag
}

func (s *Service) describeTemplate(t *launchTemplate) LaunchTemplate {
	return LaunchTemplate{t.ID, t.Name, ec2api.Time(t.Created), t.Creator, t.Default, len(t.Versions), s.api.Tags.Of(t.ID)}
}

// LaunchTemplateVersion is a version as the API shows it.
type LaunchTemplateVersion struct {
	LaunchTemplateId, LaunchTemplateName string
	VersionNumber                        int
	VersionDescription                   string
	CreateTime                           time.Time
	CreatedBy                            string
	DefaultVersion                       bool `aws:"always"`
	LaunchTemplateData                   LaunchTemplateData
}

func (t *launchTemplate) describeVersion(n int) LaunchTemplateVersion {
	v := t.Versions[n-1]
	return LaunchTemplateVersion{t.ID, t.Name, n, v.Description, ec2api.Time(v.Created), v.Creator, n == t.Default, v.Data}
}
