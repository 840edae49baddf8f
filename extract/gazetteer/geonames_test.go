package gazetteer

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// dump returns rows of a dump: id, ASCII name, names, latitude, longitude, class and code, country, codes of the levels.
func dump(rows ...string) string {
	var b strings.Builder
	for _, r := range rows {
		c := strings.Split(r, "|")
		class, code, _ := strings.Cut(c[5], ".")
		admins := append(strings.Split(c[7], "/"), "", "", "", "")[:4]
		cells := append([]string{c[0], c[1], c[1], c[2], c[3], c[4], class, code, c[6], ""}, admins...)
		cells = append(cells, "0", "", "200", "Asia/Damascus", "2024-01-01")
		b.WriteString(strings.Join(cells, "\t") + "\n")
	}
	return b.String()
}

var levant = dump(
	"163843|Syrian Arab Republic|Syria,سوريا|35|38|A.PCLI|SY|00",
	"170653|Aleppo Governorate|محافظة حلب|36.25|37.5|A.ADM1|SY|09",
	"900001|As Sanabil District|منطقة السنابل,قضاء السنابل|36.1|37.9|A.ADM2|SY|09/901",
	"900002|As Sanabil|السنابل,As Sanābil|36.12|37.95|P.PPL|SY|09/901",
	"900003|Bustan|بستان|36.2|37.8|P.PPL|SY|09/901",
	"900004|Tall al Ghizlan|تل الغزلان,تلّ الغزلان,پ تل|36.3|37.7|P.PPLX|SY|09/999",
	"170063|Aleppo|حلب|36.20|37.16|P.PPLA|SY|09",
	"900005|Nowhere|Nulle Part|36.4|37.7|P.PPL|SY|09",
	"900006|Jabal al Ghizlan|جبل الغزلان|36.5|37.6|T.MT|SY|09",
	"900007|Old place|السنبلة العتيقة|36.5|37.6|P.PPLH|SY|09",
	"900008|Marj al Ghizlan|مرج الغزلان|33.1|43.1|P.PPL|IQ|01",
	"900009|Unplaced|وادي الغزلان|0|0|P.PPL|SY|00",
)

func TestGeoNames(t *testing.T) {
	opts := options(t)
	p, report, err := GeoNames(context.Background(), file(t, "SY.txt", levant), opts)
	if err != nil {
		t.Fatal(err)
	}
	places, names := written(t, p)
	equal(t, "places", places, []string{
		"gn-900001\tdistrict\tsy-aleppo\t36.1\t37.9\t2\tAs Sanabil District\t\t900001",
		"gn-900002\tsettlement\tgn-900001\t36.12\t37.95\t\tAs Sanabil\t\t900002",
		"gn-900003\tsettlement\tgn-900001\t36.2\t37.8\t\tBustan\t\t900003",
		"gn-900004\tneighbourhood\tsy-aleppo\t36.3\t37.7\t\tTall al Ghizlan\t\t900004",
		"gn-900008\tsettlement\tx-iraq\t33.1\t43.1\t\tMarj al Ghizlan\t\t900008",
		"gn-900009\tsettlement\tx-syria\t\t\t\tUnplaced\t\t900009",
	})
	equal(t, "names", names, []string{
		"gn-900001\tالسنابل\tmain,gated", "gn-900002\tالسنابل\tmain", "gn-900003\tبستان\tmain,gated", "gn-900004\tتل الغزلان\tmain",
		"gn-900008\tمرج الغزلان\tmain", "gn-900009\tوادي الغزلان\tmain",
	})
	want := Report{Rows: 12, Written: 6, Names: 6, Gated: 2, Known: 3, Unnamed: 1, PassedOver: 2}
	if report.Problems = nil; !sameCounts(*report, want) {
		t.Errorf("%+v, want %+v", *report, want)
	}
}

func sameCounts(a, b Report) bool {
	return a.Rows == b.Rows && a.Written == b.Written && a.Names == b.Names && a.Gated == b.Gated && a.Known == b.Known &&
		a.Unnamed == b.Unnamed && a.PassedOver == b.PassedOver && a.Rejected == b.Rejected
}

// TestGeoNamesChoice: countries and features choose what is written; what is around it stays known as parent.
func TestGeoNamesChoice(t *testing.T) {
	opts := options(t)
	opts.Countries, opts.Features = []string{"sy"}, []string{"t", "PPLX"}
	p, report, err := GeoNames(context.Background(), file(t, "SY.txt", levant), opts)
	if err != nil {
		t.Fatal(err)
	}
	places, _ := written(t, p)
	equal(t, "places", places, []string{
		"gn-900004\tneighbourhood\tsy-aleppo\t36.3\t37.7\t\tTall al Ghizlan\t\t900004",
		"gn-900006\tnatural\tsy-aleppo\t36.5\t37.6\t\tJabal al Ghizlan\t\t900006",
	})
	if report.Known != 0 || report.PassedOver != 10 || opts.Countries[0] != "sy" {
		t.Errorf("%+v %v", report, opts.Countries)
	}
}

func TestAlternateNames(t *testing.T) {
	opts := options(t)
	rows := []string{
		"1\t900005\tar\tالسنبلة\t\t\t1\t", "2\t900005\tar\tسنبلة القديمة\t1\t\t\t1", "3\t900005\tar\tعين السنبلة\t1\t\t\t\t\t", "4\t900005\tfa\tسمبلة\t\t\t\t",
		"5\t900002\tar\tسنابل حلب\t\t1\t\t", "6\t12345\tar\tبعيد\t\t\t\t", "7\t900005", "x\t900005\tar\tسنبل الكبير\t\t\t\t",
	}
	opts.AlternateNames = file(t, "alternateNamesV2.txt", strings.Join(rows, "\n"))
	p, report, err := GeoNames(context.Background(), file(t, "SY.txt", levant), opts)
	if err != nil {
		t.Fatal(err)
	}
	_, names := written(t, p)
	equal(t, "names", names, []string{"gn-900002\tسنابل حلب\tmain", "gn-900005\tعين السنبلة\tmain", "gn-900005\tالسنبلة\talias"})
	if report.Rejected != 2 || report.Unnamed == 0 {
		t.Errorf("%+v", report)
	}
	for _, want := range []string{"alternateNamesV2.txt:7: 2 columns, not 10", `alternateNamesV2.txt:8: id "x" is no number`} {
		if !strings.Contains(problems(report), want) {
			t.Errorf("%s\nwant %s", problems(report), want)
		}
	}
}

func TestGeoNamesBadRows(t *testing.T) {
	good := dump("900002|As Sanabil|تل السنابل|36.12|37.95|P.PPL|SY|09")
	for name, c := range map[string][2]string{
		"columns":     {"1\t2\t3\n", "SY.txt:2: 3 columns, not 19; give a dump as GeoNames has it"},
		"id":          {dump("x1|A|تل|36|37|P.PPL|SY|09"), `SY.txt:2: id "x1" is no number`},
		"latitude":    {dump("5|A|تل|36,5|37|P.PPL|SY|09"), `SY.txt:2: latitude "36,5", longitude "37"; write both`},
		"off Earth":   {dump("5|A|تل|136|37|P.PPL|SY|09"), "SY.txt:2: latitude 136, longitude 37 is nowhere on Earth"},
		"not a place": {dump("5|A|تل|NaN|37|P.PPL|SY|09"), "SY.txt:2: latitude NaN, longitude 37 is nowhere"},
		"twice":       {good, "SY.txt:2: the id 900002 stands in line 1 too"},
		"encoding":    {"\xc7\xe1\n", "SY.txt:2: not UTF-8; convert the file with: iconv"},
	} {
		p, report, err := GeoNames(context.Background(), file(t, "SY.txt", good+c[0]), options(t))
		if err != nil || p.Len() != 1 || report.Rejected != 1 || !strings.HasPrefix(problems(report), c[1]) {
			t.Errorf("%s: %v, %d places: %s", name, err, p.Len(), problems(report))
		}
	}
}

func TestGeoNamesBounded(t *testing.T) {
	var rows []string
	for i := range 20 {
		rows = append(rows, strconv.Itoa(i+1)+"|A|تل السنابل|36|37|P.PPL|SY|09")
	}
	opts := options(t)
	opts.MaxPlaces = 10
	read := int64(0)
	opts.Progress = func(n, total int64) { read = max(read, n) }
	if _, _, err := GeoNames(context.Background(), file(t, "a.txt", dump(rows...)), opts); !errors.Is(err, ErrTooMany) {
		t.Errorf("over the bound: %v", err)
	}
	opts.MaxPlaces, opts.Countries = 0, []string{"IQ"}
	if _, _, err := GeoNames(context.Background(), file(t, "a.txt", strings.Repeat(dump(rows...), 200)), opts); err != nil || read == 0 {
		t.Errorf("rows that are passed over count: %v, progress %d", err, read)
	}
}

func FuzzGeoNames(f *testing.F) {
	f.Add(levant, "1\t900005\tar\tالسنبلة\t\t\t1\t\n")
	f.Add(dump("1|A|تل/|36|37|A.ADM4|SY|////"), "")
	f.Add(dump("1|A|السنابل|0.000001|0.000001|A.ADM1|SY|1", "2|B|السنابل|0|0|A.ADM2|SY|1/1")+"\xff\n", "1\t1\tar\t(\t1")
	opts := options(f)
	f.Fuzz(func(t *testing.T, dump, alternates string) {
		opts := opts
		dir := t.TempDir()
		if alternates != "" {
			opts.AlternateNames = filepath.Join(dir, "alternates.txt")
			if err := os.WriteFile(opts.AlternateNames, []byte(alternates), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		path := filepath.Join(dir, "dump.txt")
		if err := os.WriteFile(path, []byte(dump), 0o600); err != nil {
			t.Fatal(err)
		}
		p, report, err := GeoNames(context.Background(), path, opts)
		if err != nil {
			return
		}
		checkRun(t, p, report)
	})
}

// checkRun holds what is true of every run.
func checkRun(t *testing.T, p *Places, r *Report) {
	t.Helper()
	if p.Len() != r.Written || r.Gated > r.Names || r.Names < r.Written || len(r.Problems) > r.Rejected {
		t.Errorf("%d places: %+v", p.Len(), r)
	}
	for _, f := range r.Problems {
		if f.File == "" || f.Line == 0 || f.What == "" || f.Remedy == "" {
			t.Errorf("not with place and remedy: %+v", f)
		}
	}
	if p.Len() > 0 {
		written(t, p)
	}
}
