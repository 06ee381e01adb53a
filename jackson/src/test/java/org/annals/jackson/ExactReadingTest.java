package org.annals.jackson;

import static org.annals.jackson.Json.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.LocalDate;
import java.time.ZonedDateTime;

/** A value is read from the form in which it is written, and from no other (TRA-4). */
final class ExactReadingTest {
    private static final String ID = "0000000f-0000-0000-0000-00000000000f";

    /** A record that could be made in other ways than from its component. */
    record Age(int years) {
        Age(String text) {
            this(Integer.parseInt(text));
        }

        static Age valueOf(String text) {
            return new Age(text);
        }

        static Age fromString(String text) {
            return new Age(text);
        }
    }

    record Aged(Age age) {}

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'at':'2020-01-02T03:04:05Z'",
                "'at':'2020-01-02T03:04:05.120Z'",
                "'at':'-0005-01-02T03:04:05.000000001Z'",
                "'day':'2020-02-29'",
                "'day':'+12345-01-01'",
                "'time':'03:04:00'",
                "'dateTime':'2020-01-02T03:04:00.5'",
                "'offsetTime':'03:04Z'",
                "'offsetDateTime':'2020-01-02T03:04:00+01:00'",
                "'zoned':'2020-01-02T03:04:00+01:00[Europe/Berlin]'",
                "'duration':'PT1H'",
                "'period':'P1Y'",
                "'year':2020",
                "'yearMonth':'12020-01'",
                "'month':5",
                "'monthDay':'--02-29'",
                "'dayOfWeek':'MONDAY'",
                "'zone':'Europe/Berlin'",
                "'offset':'Z'",
                "'id':'0000000f-0000-0000-0000-00000000000f'",
                "'coin':'PENNY'",
                "'bytes':'AAA='",
                "'tiny':-128",
                "'real':3.4028235E38",
                "'precise':4.9E-324",
                "'precise':'NaN'",
                "'ratio':'-Infinity'",
                "'ratio':0.0",
                "'payment':['Coin','PENNY']",
                "'ids':['0000000f-0000-0000-0000-00000000000f']",
                "'byNumber':{'1':'a','-1':'b'}",
                "'language':'zh-Hans-CN'",
                "'place':''",
            })
    void theNegativeControlsAreReadAndWrittenAsTheyAre(String property) {
        String json = json(property);

        assertThat(Json.of(Json.decode(json, Everything.class)))
                .contains(json.substring(1, json.length() - 1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1234567890",
                "1234567890.5",
                "'1234567890'",
                "'2020-01-02T03:04:05+02:00'",
                "'2020-01-02T03:04:05'",
                "'2020-01-02T03:04Z'",
                "'2020-01-02t03:04:05z'",
                "'2020-01-02T03:04:05.1Z'",
                "'2020-01-02T03:04:05.Z'",
                "'2020-01-02T03:04:05.000Z'",
                "'2020-01-02T03:04:05.123000Z'",
                "'2020-01-02T03:04:05.1234567890Z'",
                "'2020-01-02T24:00:00Z'",
                "'2020-01-02T23:59:60Z'",
                "'2020-02-30T03:04:05Z'",
                "'2020-01-02 03:04:05Z'",
                "'2020-01-02T03:04:05,123Z'",
                "'٢٠٢٠-01-02T03:04:05Z'",
                "' 2020-01-02T03:04:05Z'",
                "'2020-01-02T03:04:05Z '",
                "'Z'",
                "''",
                "{}",
                "[2020,1,2,3,4,5]",
                "true"
            })
    void anInstantIsReadFromItsText(String value) {
        assertRefused(json("'at':" + value), Everything.class);
        assertRefused(json("'byId':{'" + ID + "':" + value + "}"), Everything.class);
        if (value.startsWith("'")) {
            assertRefused(json("'byInstant':{" + value + ":''}"), Everything.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'day':[2020,1,2]",
                "'day':18000",
                "'day':'2020-01-01T23:30:00Z'",
                "'day':'2020-01-01T23:30:00'",
                "'day':' 2020-01-02 '",
                "'day':'2020-1-2'",
                "'day':'2020-02-30'",
                "'day':'02020-02-03'",
                "'time':[3,4]",
                "'time':'03:04'",
                "'time':'03:04:05.10'",
                "'time':'2020-01-01T03:04:05'",
                "'time':' 03:04:05'",
                "'dateTime':[2020,1,2,3,4]",
                "'dateTime':'2020-01-02T03:04:05Z'",
                "'dateTime':'2020-01-02T03:04'",
                "'dateTime':'2020-01-02T03:04:05.50'",
                "'dateTime':'2020-01-02T03:04:05 '",
                "'offsetTime':[3,4,'Z']",
                "'offsetTime':'03:04+00:00'",
                "'offsetDateTime':1577934240",
                "'offsetDateTime':'2020-01-02T03:04:00+0100'",
                "'offsetDateTime':'2020-01-02T03:04+01:00'",
                "'offsetDateTime':'2020-01-02T03:04:00+00:00'",
                "'zoned':1577934240",
                "'zoned':'2020-01-02T03:04+01:00[Europe/Berlin]'",
                "'zoned':'2020-01-02T03:04:00Z[Z]'",
                "'duration':5",
                "'duration':5.5",
                "'duration':'5'",
                "'duration':'PT60S'",
                "'duration':'pt1h'",
                "'duration':' PT1H'",
                "'period':'P7W'",
                "'period':7",
                "'year':'2020'",
                "'year':2020.0",
                "'year':12345678901",
                "'year':2000000000",
                "'year':[2020]",
                "'yearMonth':[2020,1]",
                "'yearMonth':'2020-1'",
                "'yearMonth':'+2020-01'",
                "'month':0",
                "'month':13",
                "'month':5.0",
                "'month':'5'",
                "'month':'MAY'",
                "'monthDay':'02-29'",
                "'monthDay':[2,29]",
                "'dayOfWeek':1",
                "'dayOfWeek':' MONDAY '",
                "'zone':' UTC'",
                "'zone':'UTC+1'",
                "'offset':'+01'",
                "'offset':3600"
            })
    void otherTimesAreReadFromTheirText(String property) {
        assertRefused(json(property), Everything.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'id':'AAAADwAAAAAAAAAAAAAADw=='",
                "'id':'AAAADwAAAAAAAAAAAAAADw'",
                "'id':' 0000000f-0000-0000-0000-00000000000f'",
                "'id':'0000000F-0000-0000-0000-00000000000F'",
                "'id':'f-0-0-0-f'",
                "'id':15",
                "'coin':' PENNY '",
                "'coin':'penny'",
                "'coin':0",
                "'coin':'0'",
                "'coin':['PENNY']",
                "'bytes':[1,2]",
                "'bytes':[200]",
                "'bytes':'AAA'",
                "'bytes':'AAB='",
                "'bytes':'A A A='",
                "'bytes':'AAAA\\n'",
                "'bytes':'__8='",
                "'bytes':'!'",
                "'bytes':5",
                "'language':'xx_yy_zz'",
                "'language':'en-us'",
                "'language':'und'",
                "'language':' de'",
                "'place':' a'",
                "'place':'a b'",
                "'currency':'eur'",
                "'currency':' EUR'",
                "'letter':''",
                "'letter':'ab'",
                "'letter':65",
                "'text':1",
                "'texts':['a',1]"
            })
    void textIsReadAsItIsWritten(String property) {
        assertRefused(json(property), Everything.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'tiny':200",
                "'tiny':128",
                "'tiny':-129",
                "'tiny':256",
                "'tiny':5.0",
                "'tiny':'5'",
                "'small':32768",
                "'small':-32769",
                "'small':5.0",
                "'small':'5'",
                "'whole':2147483648",
                "'whole':5.0",
                "'whole':'5'",
                "'whole':5e0",
                "'large':9223372036854775808",
                "'large':5.0",
                "'large':'5'",
                "'count':2147483648",
                "'count':5.0",
                "'count':'5'",
                "'total':9223372036854775808",
                "'total':5.0",
                "'total':'5'",
                "'number':5.0",
                "'number':'5'",
                "'number':1e5",
                "'amount':'5'",
                "'amount':'NaN'",
                "'amount':NaN",
                "'real':1e300",
                "'real':-1e300",
                "'real':1e-300",
                "'real':'1.5'",
                "'real':'INF'",
                "'precise':1e400",
                "'precise':-1e400",
                "'precise':1e-400",
                "'precise':0.1e-400",
                "'precise':'nan'",
                "'precise':'INF'",
                "'precise':'+Infinity'",
                "'precise':' NaN'",
                "'precise':'1.5'",
                "'precise':Infinity",
                "'precise':true",
                "'ratio':1e400",
                "'ratio':'+INF'",
                "'ratio':'1.5'",
                "'ratio':''"
            })
    void aNumberIsReadIfItFits(String property) {
        assertRefused(json(property), Everything.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'ids':['0000000f-0000-0000-0000-00000000000f','0000000f-0000-0000-0000-00000000000f']",
                "'days':['2020-01-01','2020-01-02','2020-01-01']",
                "'coins':['PENNY','PENNY']",
                "'nested':[[{},{}]]",
                "'days':'2020-01-01'",
                "'days':{}",
                "'coins':''",
                "'byNumber':{'1':'a','01':'b'}",
                "'byNumber':{'01':'b'}",
                "'byNumber':{'+1':'b'}",
                "'byNumber':{'1.0':'b'}",
                "'byNumber':{' 1':'b'}",
                "'byReal':{'1':'b'}",
                "'byReal':{'1.0':'a','1.00':'b'}",
                "'byAmount':{'1e1':'a'}",
                "'byPlace':{'HTTP://a':'a','http://a':'b'}",
                "'byPlace':{'HTTP://a':'','http://a':''}",
                "'byPlace':{'HTTP://a':null,'http://a':null}",
                "'byId':{'f-0-0-0-f':'2020-01-01T00:00:00Z'}",
                "'byCoin':{' PENNY':'a'}",
                "'byCoin':{'0':'a'}",
                "'byDateTime':{'2020-01-01T00:00:00':'a'}",
                "'byLanguage':{'en-US':'a'}",
                "'byLetter':{'':true}",
                "'byLetter':{'ab':true}",
                "'purse':{'PENNY':1,'PENNY':1}",
                "'byText':{'a':['Coin','PENNY'],'a':['Coin','PENNY']}"
            })
    void nothingIsLostInASetOrAMap(String property) {
        assertRefused(json(property), Everything.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "['Twice',{'of':['Coin','PENNY'],'percent':1}]",
                "['Coin']",
                "['Coin','PENNY',1]",
                "['Coin',null]",
                "[]",
                "'PENNY'",
                "{'@type':'Coin'}",
                "{'@type':'Coin','name':'PENNY'}",
                "{'@type':'Twice'}",
                "{'@type':['Twice'],'of':['Coin','PENNY'],'percent':1}",
                "{'Twice':{'of':['Coin','PENNY'],'percent':1}}",
                "{'of':['Coin','PENNY'],'percent':1}"
            })
    void aValueOfASealedTypeIsReadFromTheOneForm(String payment) {
        assertRefused(json("'payment':" + payment), Everything.class);
        assertRefused(json("'tip':" + payment), Everything.class);
        assertRefused(json("'byText':{'a':" + payment + "}"), Everything.class);
    }

    @Test
    void aRecordIsReadFromItsComponents() {
        assertThat(Json.decode(json("'age':{'years':3}"), Aged.class))
                .isEqualTo(new Aged(Age.valueOf("3")));
        assertRefused(json("'age':'3'"), Aged.class);
        assertRefused(json("'age':3"), Aged.class);
        assertRefused(json("'age':[3]"), Aged.class);
        assertRefused(json("'years':'3'"), Age.class);
    }

    @Test
    void anInstantStaysWhereTheRulesOfItsZoneHaveChangedSince() {
        assertThat(
                        Json.decode(
                                        json("'zoned':'2020-01-02T03:04:00+02:00[Europe/Berlin]'"),
                                        Everything.class)
                                .zoned())
                .isEqualTo(ZonedDateTime.parse("2020-01-02T02:04:00+01:00[Europe/Berlin]"));
    }

    @Test
    void aSetKeepsItsOrder() {
        Everything read =
                Json.decode(
                        json("'days':['2020-01-02','2020-01-03','2020-01-01']"), Everything.class);

        assertThat(read.days())
                .containsExactly(
                        LocalDate.of(2020, 1, 2),
                        LocalDate.of(2020, 1, 3),
                        LocalDate.of(2020, 1, 1));
    }

    private static String json(String properties) {
        return ("{" + properties + "}").replace('\'', '"');
    }
}
