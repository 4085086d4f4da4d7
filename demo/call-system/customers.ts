/** A customer record of the call system. `fields` is JSON text, just as it travels. */
export interface Customer {
  readonly uuid: string;
  readonly telephone: string;
  readonly city: string;
  readonly name: string;
  readonly project_id: number;
  /** The work number of the record's owner, who need not be the agent who gets the call. */
  readonly extno: string;
  readonly group: string;
  readonly admin_id: number;
  readonly task_id: number;
  readonly import_stamp: string;
  edit_stamp: string;
  status: number;
  fields: string;
}

type Particulars = Partial<Omit<Customer, 'uuid' | 'telephone' | 'name' | 'city' | 'fields'>>;

export function customer(
  uuid: string,
  telephone: string,
  name: string,
  city: string,
  fields: Readonly<Record<string, unknown>> | string,
  particulars: Particulars = {},
): Customer {
  return {
    uuid,
    telephone,
    city,
    name,
    project_id: 1,
    extno: '1001',
    group: 'default',
    admin_id: 1,
    task_id: 0,
    import_stamp: '2021-08-26 18:17:52',
    edit_stamp: '2021-08-30 14:13:08',
    status: 0,
    ...particulars,
    fields: typeof fields === 'string' ? fields : JSON.stringify(fields),
  };
}

const manyFields = Object.fromEntries(
  Array.from({length: 40}, (_, index) => [`历史字段 ${index + 1}`, `值 ${index + 1}`]),
);

/** The people who call. The numbers are made up or kept free for fiction; each is unique. */
export const customers: readonly Customer[] = [
  customer('5bc8fbbc-bde5-4099-8164-d8399f767c45', '13800138000', '王建国', '北京-北京', {
    年龄: '39',
    公司: '示例贸易有限公司',
    意向: '高',
    下拉框: '3',
    多选框: ['11'],
    长文本: '上次来电询问续保价格。',
  }),
  customer(
    'd76d4330-f144-4bea-b0c1-1fdecb91ce37',
    '+493023125001',
    'Anna Schmidt',
    'Berlin',
    {Satisfaction: '4', Comment: 'Prefers to be called in the afternoon.'},
    {project_id: 2, extno: '1004', group: 'europe'},
  ),
  customer(
    'beeb8dda-87fb-4f7d-aa60-a4dee98e2e08',
    '123456',
    '',
    '北京-北京',
    '{"年龄": "39", "多选2": ["张三", "李四"], "下拉框": "3", "多选框": ["11"], "长文本": ""}',
  ),
  customer('87b0b125-ec1d-4da0-a6eb-8c9ebd69fe29', '13800138001', '李秀英', '上海-上海', {
    年龄: '62',
    意向: '中',
    出生日期: '1963-04-05',
    邮箱: 'xiuying@example.com',
  }),
  customer('c6a53877-7733-4bdb-9721-0dff076ce2ef', '13800138002', '张伟', '广东-深圳', {}),
  customer(
    '0d464138-a623-4255-bfc1-ea36f17fd374',
    '+442079460958',
    "Siobhán O'Neill",
    'London',
    {
      Satisfaction: '2',
      Comment: 'Quoted: "please, no more letters" \\ <b>urgent</b>',
      'Contact by': ['Phone'],
    },
    {project_id: 2, extno: '1005', group: 'europe'},
  ),
  customer(
    '5f2dd97f-1cfb-40f6-a827-688de6a16a3b',
    '13800138003',
    '陈静',
    '四川-成都',
    {来源: '线下活动', 备注: '第三方名单', 渠道: ['微信', '电话']},
    {project_id: 3, extno: '1002', task_id: 7},
  ),
  customer('617959ce-3f1f-45a8-9e52-71007814e8a2', '13800138004', '刘洋洋', '浙江-杭州', {
    年龄: '28',
    表情: '😀👩‍👩‍👧‍👦🏳️‍🌈',
    右至左: 'مرحبا שלום',
    全角: 'ABC123',
  }),
  customer(
    '3fd42359-92ed-4f45-9a1a-fe878b33e968',
    '+12025550143',
    'Maximilian Bartholomew Alexander Constantine Featherstonehaugh-Cholmondeley von und zu Hohenlohe-Waldenburg-Schillingsfürst',
    'Washington, D.C.',
    {Satisfaction: '5'},
    {project_id: 2, group: 'americas'},
  ),
  customer('687c966c-377b-4aa2-bb2e-db20035b7399', '13800138005', '', '未知', {}, {group: ''}),
  customer('de11cc9d-ea95-4c21-ae9c-82b1478c281d', '13800138006', '欧阳文轩', '湖北-武汉', manyFields),
  customer('c30d8b76-28db-425e-a3b2-29f1c4069545', '13800138007', '赵敏', '陕西-西安', {
    年龄: '45',
    多选2: ['王五'],
    多选框: ['11', '12', '13'],
    回访时间: '2026-03-02 09:30',
    长文本: '第一行\n第二行\n\t缩进的第三行',
  }),
  customer(
    '9e30691c-2386-42ea-926a-1e48cc11d357',
    '+12025550178',
    'Grace Kim',
    'New York',
    {Satisfaction: '3', Comment: ''},
    {project_id: 2, group: 'americas'},
  ),
  customer(
    '21da8978-206f-4c66-b1e0-c07e9e115e4b',
    '13800138008',
    '孙丽',
    '江苏-南京',
    {来源: '', 渠道: []},
    {project_id: 3, extno: '1006', task_id: 7},
  ),
  customer('015c33b2-df14-41aa-b8eb-18b900745130', '13800138009', '周杰', '重庆-重庆', {
    年龄: '三十多',
    下拉框: '旧选项',
    多选框: ['99'],
    邮箱: '不是邮箱',
  }),
  customer('f5cae3bf-3729-4619-860a-3cab359eeefb', '13800138010', '吴"小"芳\'s 家', '湖南-长沙', {
    公司: '"引号" & <script>alert(1)</script>',
    长文本: '{"像":"JSON","的":["文本"]}',
  }),
  customer(
    '2a9eba0c-df56-4d80-aa75-9159fb7ff337',
    '+33199001234',
    'Élodie Lefèvre',
    'Paris',
    {Satisfaction: '', Comment: 'À rappeler après le 14 juillet'},
    {project_id: 2, extno: '1004', group: 'europe'},
  ),
  customer(
    '32ea6928-f623-4bf2-904b-74ba4a0fe75d',
    '13800138011',
    '郑浩',
    '山东-青岛',
    '{"__proto__":"原型","constructor":"构造","10":"数字键","空":""}',
  ),
  customer('a02fdaa1-ad86-4c44-a049-548e8a0a8c96', '13800138012', '冯雪', '云南-昆明', {
    年龄: '31',
    意向: '低',
    备用电话: '010-12345678',
    客户编号: 'VP-0042',
  }),
  customer('f7f35634-f0e3-4d97-ae81-d66d346c6e2b', '13800138013', '马建军', '黑龙江-哈尔滨', {
    年龄: '57',
    长文本: '这位客户的备注很长。'.repeat(60),
  }),
];
