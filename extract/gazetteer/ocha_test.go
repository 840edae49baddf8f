package gazetteer

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/isnad-graph/isnad/schema"
)

func TestParseHeading(t *testing.T) {
	for text, want := range map[string]heading{
		"admin1Name_ar":    {field: "name", level: 1, lang: "ar"},
		"ADM3_AR":          {field: "name", level: 3, lang: "ar"},
		"ADM4ALT1AR":       {field: "name", level: 4, lang: "ar", alt: true},
		"admin2AltName_en": {field: "name", level: 2, lang: "en", alt: true},
		"adm2_ref_name":    {field: "name", level: 2, alt: true},
		"adm2_name1":       {field: "name", level: 2},
		"ADM3_PCODE":       {field: "code", level: 3},
		"admin1Pcode":      {field: "code", level: 1},
		"admin1PCode":      {field: "code", level: 1},
		"gov_ar":           {field: "name", level: 1, lang: "ar"},
		"Governorate":      {field: "name", level: 1},
		"sub-district_en":  {field: "name", level: 3, lang: "en"},
		"SubDistrict AR":   {field: "name", level: 3, lang: "ar"},
		"place_pcode":      {field: "code", level: own},
		"PCODE":            {field: "code", level: own},
		"code":             {field: "code", level: own, weak: true},
		"LocationName_ar":  {field: "name", level: own, lang: "ar"},
		"featureNameAr":    {field: "name", level: own, lang: "ar"},
		"NAME_ARABIC":      {field: "name", level: own, lang: "ar"},
		"name_a":           {field: "name", level: own, lang: "ar"},
		"LATITUDE":         {field: "lat", level: own},
		"center_lon":       {field: "lon", level: own},
		"POINT_X":          {field: "lon", level: own},
		"y":                {field: "lat", level: own},
		"type":             {field: "type", level: own},
		"level":            {field: "level", level: own},
		"parent":           {field: "parent", level: own},
		"parent_pcode":     {field: "parent", level: own},
		"AREA_SQKM":        {},
		"validOn":          {},
		"lang1":            {},
		"ADM":              {},
		"a":                {},
		"OBJECTID":         {},
		"":                 {level: own},
		"اسم":              {level: own},
	} {
		if got := parseHeading(text); got != want && !(got.field == "" && want.field == "") {
			t.Errorf("%q: %+v, want %+v", text, got, want)
		}
	}
}

const ochaPlaces = "gov_en,gov_ar,gov_pcode,district_en,district_ar,district_pcode,place_en,place_ar,place_pcode,type,lon,lat\n" +
	"Aleppo,حلب,SY02,As-Sanabil,السنابل,SY0290,Al Ghizlan,تل الغزلان,C9001,C,37.9,36.1\n" +
	"Aleppo,حلب,SY02,As-Sanabil,السنابل,SY0290,\"Bustan, east\",بستان - السنابل,C9002,C,37.91,36.11\n" +
	"Aleppo,حلب,SY02,As-Sanabil,السنابل,SY0290,Sanabil,السنابل / المدلوسة,C9003,N,37.92,36.12\n" +
	"Aleppo,حلب,SY02,Al Bab,الباب,SY0202,Al Bab,الباب,C1152,C,37.516,36.372\n"

func ochaOf(t testing.TB, opts Options, tables ...string) (*Places, *Report) {
	t.Helper()
	var paths []string
	for _, text := range tables {
		paths = append(paths, file(t, "t.csv", text))
	}
	p, r, err := OCHA(context.Background(), paths, opts)
	if err != nil {
		t.Fatal(err)
	}
	return p, r
}

func TestOCHA(t *testing.T) {
	p, report := ochaOf(t, options(t), ochaPlaces)
	places, names := written(t, p)
	equal(t, "places", places[:3], []string{
		"ocha-c9001\tsettlement\tocha-sy0290\t36.1\t37.9\t\tAl Ghizlan\tC9001\t",
		"ocha-c9002\tsettlement\tocha-sy0290\t36.11\t37.91\t\tBustan, east\tC9002\t",
		"ocha-c9003\tneighbourhood\tocha-sy0290\t36.12\t37.92\t\tSanabil\tC9003\t",
	})
	if !slices.Contains(places, "ocha-sy0290\tdistrict\tsy-aleppo\t\t\t2\tAs-Sanabil\tSY0290\t") {
		t.Errorf("the district is missing: %q", places)
	}
	equal(t, "names", names[:4], []string{
		"ocha-c9001\tتل الغزلان\tmain", "ocha-c9002\tبستان\tmain,gated", "ocha-c9003\tالسنابل\tmain", "ocha-c9003\tالمدلوسة\talias",
	})
	if report.Rows != 4 || report.Rejected != 0 || report.Known < 2 {
		t.Errorf("%+v", report)
	}
}

// TestOCHAForms: one area told by tables of several makes.
func TestOCHAForms(t *testing.T) {
	want := "ocha-iq-g99q01\tdistrict\tiq-anbar\t33.5\t42.5\t2\tAs-Sanabil\tIQ-G99Q01\t"
	for name, table := range map[string]string{
		"older":     "admin2Name_en,admin2Name_ar,admin2Pcode,admin1Name_ar,admin1Pcode,Lat,Long\nAs-Sanabil,السنابل,IQ-G99Q01,الأنبار,IQ-G01,33.5,42.5\n",
		"newer":     "adm2_name,adm2_name1,adm2_pcode,adm1_name,adm1_name1,adm1_pcode,adm0_pcode,lang,center_lat,center_lon\nAs-Sanabil,السنابل,IQ-G99Q01,Al-Anbar,الأنبار,IQ-G01,IQ,en,33.5,42.5\n",
		"capitals":  "ADM0_EN;ADM0_PCODE;ADM1_AR;ADM1_PCODE;ADM2_EN;ADM2_AR;ADM2_PCODE;POINT_X;POINT_Y\nIraq;IQ;الأنبار;IQ-G01;As-Sanabil;السنابل;IQ-G99Q01;42.5;33.5\n",
		"long":      "level\tpcode\tparent\tname_en\tname_ar\tlat\tlon\n2\tIQ-G99Q01\tIQ-G01\tAs-Sanabil\tالسنابل\t33.5\t42.5\n1\tIQ-G01\tIQ\tAl-Anbar\tالأنبار\t\t\n",
		"HXL tags":  "ADM1_AR,ADM1_PCODE,ADM2_EN,ADM2_AR,ADM2_PCODE,Y,X\n#adm1+name,#adm1+code,#adm2+name+en,,#adm2+code,#geo+lat,#geo+lon\nالأنبار,IQ-G01,As-Sanabil,السنابل,IQ-G99Q01,33.5,42.5\n",
		"Windows":   "\ufeffADM1_AR,ADM1_PCODE,ADM2_EN,ADM2_AR,ADM2_PCODE,Y,X\r\nالأنبار,IQ-G01,As-Sanabil,السنابل,IQ-G99Q01,33.5,42.5\r\n",
		"two lines": "ADM1_AR,ADM1_PCODE,ADM2_EN,ADM2_AR,ADM2_PCODE,Y,X\nالأنبار,IQ-G01,\"As-\nSanabil\",السنابل,IQ-G99Q01,33.5,42.5\n",
	} {
		p, report := ochaOf(t, options(t), table)
		places, _ := written(t, p)
		if name == "two lines" {
			want := strings.Replace(want, "As-Sanabil", "As- Sanabil", 1)
			equal(t, name, places, []string{want})
			continue
		}
		if !slices.Equal(places, []string{want}) || report.Rejected != 0 {
			t.Errorf("%s: %q\nwant %q\n%s", name, places, want, problems(report))
		}
	}
}

// TestOCHAOrder: what is read does not hang on the order of rows and files.
func TestOCHAOrder(t *testing.T) {
	areas := "level,pcode,parent,name_ar\n1,SY02,SY,حلب\n2,SY0290,SY02,السنابل\n3,SY029001,SY0290,مركز السنابل\n"
	a, _ := ochaOf(t, options(t), areas, ochaPlaces)
	lines := strings.Split(strings.TrimSpace(ochaPlaces), "\n")
	slices.Reverse(lines[1:])
	b, _ := ochaOf(t, options(t), strings.Join(lines, "\n"), areas)
	places, names := written(t, a)
	again, namesAgain := written(t, b)
	equal(t, "places", again, places)
	equal(t, "names", namesAgain, names)
}

func TestOCHAKinds(t *testing.T) {
	opts := options(t)
	opts.Kinds, opts.Parent = map[int]schema.Kind{3: schema.Settlement}, "lb-beqaa"
	p, _ := ochaOf(t, opts, "ADM3_AR,ADM3_PCODE\nتل الغزلان,99001\n")
	places, _ := written(t, p)
	equal(t, "places", places, []string{"ocha-99001\tsettlement\tlb-beqaa\t\t\t3\t\t99001\t"})
}

func TestOCHABadRows(t *testing.T) {
	const head = "pcode,parent,level,name_en,name_ar,lat,lon\n"
	const good = "SY0290,SY02,2,G,السنابل,36,37\n"
	for name, c := range map[string][2]string{
		"no code":        {",SY02,2,A,تل الغزلان,36,37\n", "t.csv:3: no p-code; write it into the cell"},
		"no name":        {"C9,SY02,2,A,,36,37\n", `t.csv:3: "C9" has no Arabic name, or none but a noun`},
		"only a noun":    {"C9,SY02,2,A,القرية,36,37\n", `t.csv:3: "C9" has no Arabic name`},
		"comma":          {"C9,SY02,2,A,تل الغزلان,\"36,5\",37\n", `t.csv:3: latitude "36,5", longitude "37"; write both as decimal degrees`},
		"metres":         {"C9,SY02,2,A,تل الغزلان,3650000,370000\n", "t.csv:3: latitude 3650000, longitude 370000 is nowhere on Earth"},
		"too many":       {"C9,SY02,2,A,تل الغزلان,36,37,38\n", "t.csv:3: 8 cells, but 7 columns; put cells that hold the separator into quotes"},
		"level":          {"C9,SY02,two,A,تل الغزلان,36,37\n", `t.csv:3: level "two"; write 0 for a country`},
		"twice":          {"SY0290,SY02,2,A,تل الغزلان,36,37\n", `t.csv:3: the p-code "SY0290" stands in line 2 too, with another name`},
		"twice by slug":  {"SY-0290,SY02,2,A,تل الغزلان,36,37\nSY.0290,SY02,2,A,تل الغزلان,36,37\n", `t.csv:4: the p-codes "SY.0290" and "SY-0290" differ by nothing but marks`},
		"in itself":      {"C9,C9,2,A,تل الغزلان,36,37\n", `t.csv:3: "C9" lies in itself`},
		"open quote":     {"\"C9,SY02,2,A,تل الغزلان,36,37\n", "t.csv:3: a quotation mark that is not closed; close the quote"},
		"encoding":       {"C9,SY02,2,A,\xc7\xe1,36,37\n", "t.csv:3: not UTF-8; convert"},
		"level of above": {"SY9,SY0290,1,A,تل الغزلان,36,37\n", "t.csv:3: level 1 within level 2; correct its parent"},
	} {
		p, report := ochaOf(t, options(t), head+good+c[0])
		if report.Rejected != 1 || !strings.HasPrefix(problems(report), c[1]) {
			t.Errorf("%s: %d places, %d rejected: %s", name, p.Len(), report.Rejected, problems(report))
		}
		written(t, p)
	}
}

// TestOCHAQuote: a quote that is never closed costs one row.
func TestOCHAQuote(t *testing.T) {
	rows := "pcode,name_ar\nC1a,\"تل الغزلان\n" + strings.Repeat("C2a,عين السنابل\n", 1)
	for i := range 40 {
		rows += "D" + string(rune('a'+i%26)) + strings.Repeat("x", 1+i/26) + ",عين السنابل\n"
	}
	p, report := ochaOf(t, options(t), rows)
	if p.Len() != 41 || report.Rejected != 1 {
		t.Errorf("%d places, %d rejected: %s", p.Len(), report.Rejected, problems(report))
	}
}

// TestOCHACircle: areas that lie in each other are put below their country.
func TestOCHACircle(t *testing.T) {
	p, report := ochaOf(t, options(t), "pcode,parent,name_ar\nSYX1,SYX2,تل الغزلان\nSYX2,SYX1,عين السنابل\n")
	places, _ := written(t, p)
	if len(places) != 2 || report.Rejected != 1 || !strings.Contains(problems(report), "it lies within itself") {
		t.Errorf("%q: %s", places, problems(report))
	}
}

func TestOCHARepeated(t *testing.T) {
	p, report := ochaOf(t, options(t), "pcode,name_ar\nC9,تل الغزلان\nC9,تل الغزلان\n")
	if p.Len() != 1 || report.Rejected != 0 || report.PassedOver != 1 {
		t.Errorf("%d places: %+v", p.Len(), report)
	}
}

func TestOCHAColumns(t *testing.T) {
	for name, table := range map[string]string{
		"empty": "", "no codes": "name_ar\nحلب\n", "no names": "pcode\nC1\n", "English alone": "pcode,name_en\nC1,X\n", "other": "a,b\n1,2\n",
	} {
		if _, _, err := OCHA(context.Background(), []string{file(t, "t.csv", table)}, options(t)); !errors.Is(err, ErrColumns) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func FuzzOCHA(f *testing.F) {
	f.Add(ochaPlaces)
	f.Add("level\tpcode\tparent\tname_ar\n2\tSY1\tSY2\tالسنابل\n1\tSY2\tSY1\tالسنابل\n")
	f.Add("pcode,name_ar\nC1,\"تل\nC2,عين \"\" السنابل\n")
	f.Add("ADM1_PCODE;ADM1_AR;PCODE;NAME_AR;Y;X\nSY02;حلب;SY02;حلب;0;0\n;;C1;تل/عين(\";-0.000001;1e-9\n")
	opts := options(f)
	f.Fuzz(func(t *testing.T, text string) {
		path := filepath.Join(t.TempDir(), "t.csv")
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		p, report, err := OCHA(context.Background(), []string{path}, opts)
		if err != nil {
			return
		}
		checkRun(t, p, report)
	})
}
