package ec2

import (
	"slices"

	"skylab/engine/aws"
	"skylab/engine/ec2/ec2api"
	"skylab/engine/sim"
)

func (s *Service) templateOperations() []aws.Operation {
	notFound := []string{"InvalidLaunchTemplateId.NotFound", "InvalidLaunchTemplateName.NotFoundException", "InvalidLaunchTemplateId.VersionNotFound"}
	return []aws.Operation{
		ec2api.Op(s.api, aws.Operation{Name: "CreateLaunchTemplate", Doc: "Keeps what a launch is to be under a name.",
			Errors:      []string{"InvalidLaunchTemplateName.AlreadyExistsException"},
			Unsimulated: append([]string{"ClientToken", "Operator"}, unsimulatedTemplate...)}, s.createLaunchTemplate),
		ec2api.Op(s.api, aws.Operation{Name: "CreateLaunchTemplateVersion", Doc: "Adds a version to a launch template.", Errors: notFound,
			Unsimulated: append([]string{"ClientToken", "ResolveAlias"}, unsimulatedTemplate...)}, s.createLaunchTemplateVersion),
		ec2api.Op(s.api, aws.Operation{Name: "ModifyLaunchTemplate", Doc: "Says which version of a launch template is the default.", Errors: notFound,
			Unsimulated: []string{"ClientToken"}}, s.modifyLaunchTemplate),
		ec2api.Op(s.api, aws.Operation{Name: "DeleteLaunchTemplate", Doc: "Deletes a launch template with all its versions.", Errors: notFound}, s.deleteLaunchTemplate),
		ec2api.Op(s.api, aws.Operation{Name: "DescribeLaunchTemplates", ReadOnly: true, Doc: "Lists launch templates.", Errors: notFound,
			Unsimulated: []string{"IncludeManagedResources"}}, s.describeLaunchTemplates),
		ec2api.Op(s.api, aws.Operation{Name: "DescribeLaunchTemplateVersions", ReadOnly: true, Doc: "Lists the versions of a launch template.", Errors: notFound,
			Unsimulated: []string{"MinVersion", "MaxVersion", "Filters", "ResolveAlias", "IncludeManagedResources"}}, s.describeLaunchTemplateVersions),
	}
}

// unsimulatedTemplate are the parameters of a template's data that are left
// out: those that a launch leaves out, where templates have them.
var unsimulatedTemplate = func() []string {
	out := []string{"LaunchTemplateData.RamDiskId", "LaunchTemplateData.ElasticGpuSpecifications", "LaunchTemplateData.InstanceRequirements"}
	for _, name := range unsimulatedLaunch {
		if !slices.Contains(launchOnly, name) {
			out = append(out, "LaunchTemplateData."+name)
		}
	}
	return out
}()

// launchOnly are parameters of RunInstances that a template's data does not have.
var launchOnly = []string{"Ipv6AddressCount", "Ipv6Addresses", "RamdiskId", "ElasticGpuSpecification", "EnablePrimaryIpv6", "AdditionalInfo",
	"BlockDeviceMappings.Ebs.OutpostArn", "BlockDeviceMappings.Ebs.AvailabilityZone", "BlockDeviceMappings.Ebs.AvailabilityZoneId"}

// CreateLaunchTemplateInput follows AWS's model.
type CreateLaunchTemplateInput struct {
	DryRun             bool
	LaunchTemplateName string              `aws:"required,min=3,max=128,pattern=[a-zA-Z0-9\\(\\)\\.\\-/_]+"`
	VersionDescription string              `aws:"max=255"`
	LaunchTemplateData *LaunchTemplateData `aws:"required"`
	TagSpecifications  []ec2api.TagSpecification
}

// LaunchTemplateOutput is a template.
type LaunchTemplateOutput struct{ LaunchTemplate LaunchTemplate }

// createLaunchTemplate keeps the data as it is: whether it can be launched is
// seen at the launch.
func (s *Service) createLaunchTemplate(r *aws.Request, in *CreateLaunchTemplateInput) (*LaunchTemplateOutput, error) {
	if s.templateNamed(in.LaunchTemplateName) != nil {
		return nil, aws.Errorf(400, "InvalidLaunchTemplateName.AlreadyExistsException", "Launch template name already in use.")
	}
	if err := ec2api.CheckSpecifications(in.TagSpecifications, "launch-template"); err != nil {
		return nil, err
	}
	t := &launchTemplate{ID: s.newID("lt"), Name: in.LaunchTemplateName, Creator: r.Principal, Created: s.k.Now(), Default: 1}
	t.Versions = []*templateVersion{{in.VersionDescription, r.Principal, s.k.Now(), *in.LaunchTemplateData}}
	s.templates[t.ID] = t
	s.api.Tags.Add(t.ID, "launch-template", in.TagSpecifications)
	return &LaunchTemplateOutput{s.describeTemplate(t)}, nil
}

// CreateLaunchTemplateVersionInput follows AWS's model.
type CreateLaunchTemplateVersionInput struct {
	DryRun                               bool
	LaunchTemplateId, LaunchTemplateName string
	SourceVersion                        string
	VersionDescription                   string              `aws:"max=255"`
	LaunchTemplateData                   *LaunchTemplateData `aws:"required"`
}

// CreateLaunchTemplateVersionOutput is the new version.
type CreateLaunchTemplateVersionOutput struct{ LaunchTemplateVersion LaunchTemplateVersion }

func (s *Service) createLaunchTemplateVersion(r *aws.Request, in *CreateLaunchTemplateVersionInput) (*CreateLaunchTemplateVersionOutput, error) {
	t, err := s.template(in.LaunchTemplateId, in.LaunchTemplateName)
	if err != nil {
		return nil, err
	}
	data := *in.LaunchTemplateData
	if in.SourceVersion != "" {
		n, err := t.version(in.SourceVersion)
		if err != nil {
			return nil, err
		}
		fill(&data, t.Versions[n-1].Data)
	}
	t.Versions = append(t.Versions, &templateVersion{in.VersionDescription, r.Principal, s.k.Now(), data})
	return &CreateLaunchTemplateVersionOutput{t.describeVersion(len(t.Versions))}, nil
}

// ModifyLaunchTemplateInput follows AWS's model.
type ModifyLaunchTemplateInput struct {
	DryRun                               bool
	LaunchTemplateId, LaunchTemplateName string
	DefaultVersion                       string `aws:"at=SetDefaultVersion"`
}

func (s *Service) modifyLaunchTemplate(_ *aws.Request, in *ModifyLaunchTemplateInput) (*LaunchTemplateOutput, error) {
	t, err := s.template(in.LaunchTemplateId, in.LaunchTemplateName)
	if err != nil {
		return nil, err
	}
	n, err := t.version(in.DefaultVersion)
	if err != nil {
		return nil, err
	}
	t.Default = n
	return &LaunchTemplateOutput{s.describeTemplate(t)}, nil
}

// DeleteLaunchTemplateInput follows AWS's model.
type DeleteLaunchTemplateInput struct {
	DryRun                               bool
	LaunchTemplateId, LaunchTemplateName string
}

func (s *Service) deleteLaunchTemplate(_ *aws.Request, in *DeleteLaunchTemplateInput) (*LaunchTemplateOutput, error) {
	t, err := s.template(in.LaunchTemplateId, in.LaunchTemplateName)
	if err != nil {
		return nil, err
	}
	out := &LaunchTemplateOutput{s.describeTemplate(t)}
	delete(s.templates, t.ID)
	s.api.Tags.Remove(t.ID)
	return out, nil
}

// DescribeLaunchTemplatesInput follows AWS's model.
type DescribeLaunchTemplatesInput struct {
	DryRun                                 bool
	LaunchTemplateIds, LaunchTemplateNames []string
	Filters                                []ec2api.Filter
	NextToken                              string
	MaxResults                             int `aws:"min=1,max=200"`
}

// DescribeLaunchTemplatesOutput is a page of templates.
type DescribeLaunchTemplatesOutput struct {
	LaunchTemplates []LaunchTemplate `aws:"always,at=launchTemplates"`
	NextToken       string
}

var templateFilters = ec2api.Properties[LaunchTemplate]{
	"launch-template-name": ec2api.One(func(t LaunchTemplate) string { return t.LaunchTemplateName }),
}

func (s *Service) describeLaunchTemplates(_ *aws.Request, in *DescribeLaunchTemplatesInput) (*DescribeLaunchTemplatesOutput, error) {
	wanted := map[*launchTemplate]bool{}
	for _, id := range in.LaunchTemplateIds {
		t, err := s.template(id, "")
		if err != nil {
			return nil, err
		}
		wanted[t] = true
	}
	for _, name := range in.LaunchTemplateNames {
		t, err := s.template("", name)
		if err != nil {
			return nil, err
		}
		wanted[t] = true
	}
	var all []LaunchTemplate
	for _, t := range sim.InOrder(s.templates) {
		if len(wanted) == 0 || wanted[t] {
			all = append(all, s.describeTemplate(t))
		}
	}
	list, err := ec2api.Passing(all, in.Filters, templateFilters, s.api.Tags, func(t LaunchTemplate) string { return t.LaunchTemplateId })
	if err != nil {
		return nil, err
	}
	page, next, err := ec2api.Page(list, in.NextToken, in.MaxResults, 200)
	if err != nil {
		return nil, err
	}
	return &DescribeLaunchTemplatesOutput{page, next}, nil
}

// DescribeLaunchTemplateVersionsInput follows AWS's model.
type DescribeLaunchTemplateVersionsInput struct {
	DryRun                               bool
	LaunchTemplateId, LaunchTemplateName string
	Versions                             []string `aws:"at=LaunchTemplateVersion"`
	NextToken                            string
	MaxResults                           int
}

// DescribeLaunchTemplateVersionsOutput is a page of versions.
type DescribeLaunchTemplateVersionsOutput struct {
	LaunchTemplateVersions []LaunchTemplateVersion `aws:"always"`
	NextToken              string
}

// describeLaunchTemplateVersions lists the versions asked for or all, the
// newest first.
func (s *Service) describeLaunchTemplateVersions(_ *aws.Request, in *DescribeLaunchTemplateVersionsInput) (*DescribeLaunchTemplateVersionsOutput, error) {
	t, err := s.template(in.LaunchTemplateId, in.LaunchTemplateName)
	if err != nil {
		return nil, err
	}
	var wanted []int
	for _, word := range in.Versions {
		n, err := t.version(word)
		if err != nil {
			return nil, err
		}
		wanted = append(wanted, n)
	}
	var all []LaunchTemplateVersion
	for n := len(t.Versions); n > 0; n-- {
		if len(wanted) == 0 || slices.Contains(wanted, n) {
			all = append(all, t.describeVersion(n))
		}
	}
	page, next, err := ec2api.Page(all, in.NextToken, in.MaxResults, 200)
	if err != nil {
		return nil, err
	}
	return &DescribeLaunchTemplateVersionsOutput{page, next}, nil
}
