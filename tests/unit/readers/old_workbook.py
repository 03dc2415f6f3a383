"""A workbook in the format of Excel 97-2003, as bytes."""

import base64
import zlib

# Written by xlwt 1.3: sheet Ledger; in row 2 Code, Posted, Amount; W1, 22 November 2023, 24184688; W2, a day later, 1234.5.
XLS = zlib.decompress(base64.b85decode(
    b"c-rk)J!lj`6#iy!FZV-oe_jHK7><BZlR$_zHpv=A(`YztA|jZ?T}0yD$$A#CF&YnS1i?zN3B<xCYU2+o_*Ym65iJBkxYII~pkR^Q`sUrPUSfnC"
    b"XdpV@GH>3znQ!Lp&b*o3eLWj5PTgrKVF~)+L)i(TuF57Tg}g!xRPQ)a_3|JkM`2AN6r_o)^W$N|tALzCIo~B{xUD}W34Ek<7$-59%UY>b#7_2M"
    b"L`WZcNeWyiO9ajARf6SFmg`vF;+BtC?qJI$mc7)rC=OxP80^^YuHu7Q8`ni3`@P4U_iX7wBVNi?eD<=awDqIkK0b0{ja9Vj^_T`t=zx{AY*~)t"
    b"2Eu@8c4so(<AfrTG}+Vm>ZE`#UQ|CxDf{Z$1<3wwu|4n`dypn^sr`zk0~2tDIY<h$sFQjnkoQ{VG0UDuC#?!_qKaKP)1nwp=T7A<la&5U?sPU!"
    b"Yk#OmimhR}$Mc>LTeK%MaIDmmG!bPz&JhzMr{-^dezR{hZ5(0C1fK(y(_*7^4i3&q29YCdW&h}W0Xmq`$?`n+x}NnGmPvA&^7eG2tL&NNHW#?I"
    b"oyOV5cx!B`(l?V{nA?B9weZQ<Li)@==}dCwoiT+rI=xKd%WD!{qDx%6D)GSZa^dbQA6Pd3vdaXu7~g>pj(a3Vu|RPpZE-eKO7iK5A0^FwR+6nP"
    b"!`7HBpT}b!UwV;vE?Lhuyzpzx^DV>kF;91SKISzsZ|-7%`svdWxGOuS9q}i^P*6}%P*6}%Q22i#-%>UAZCrOh6Xg4T!2PeYK&h;Lll-$dfE-<U"
    b"`l#HEEaf)FYg#`|@C&amu|kgbzffX`Mz=ABQTAi3=JiY8OQQOIR!ofjxe%&#{BkXR{^jw%1A@KTp8"
))  # fmt: skip
